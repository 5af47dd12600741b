import { writeFile } from 'node:fs/promises'
import type { Browser, Request } from 'playwright-core'
import { PATHS } from '../../miniprogram/uploader/contract'
import { EMPTY_CRC64, updateCrc64 } from '../../miniprogram/uploader/core/crc64/crc64'
import { toDecimal } from '../../miniprogram/uploader/core/crc64/decimal'
import { nextSecond } from '../browser/here'
import { whileStalled } from './rig'
import { overSlowLink } from './slow-link'
import { video } from './uploading'

const MB = 1024 * 1024

/** No upload waits for a checksum that comes less than four times as fast as its bytes leave, as on a busy machine. */
const SLOW_ENOUGH = 4 * MB

/** The parts of the web page, which the browser reads from the file while it sends them. */
export function describeSlices(browser: () => Browser): void {
  describe('the parts of the web page', () => {
    const on = overSlowLink(browser)

    /** What the page tells the backend when it has sent all parts. */
    const completed = (): Promise<Request> => on.here.page.waitForRequest(isComplete)
    const crc64Of = (bytes: Buffer): string => toDecimal(updateCrc64(EMPTY_CRC64, bytes))

    it('are summed in a worker, which ends with the upload', async () => {
      const bytes = video(24 * MB)
      on.setSpeed(SLOW_ENOUGH)
      const [starting, completing] = [on.here.page.waitForEvent('worker'), completed()]
      await on.here.choose([await on.started.file('工作线程.mp4', bytes)])
      expect((await starting).url()).toMatch(/^blob:/)
      const { crc64 } = (await completing).postDataJSON()
      await on.expectStored('工作线程.mp4', bytes)
      expect(crc64).toBe(crc64Of(bytes))
      expect(on.here.page.workers()).toEqual([])
      // Each has a URL of its own, so the browser asks before each of them: nothing that a server says prevents it.
      expect(on.partsSent()).toBe(8)
      expect(on.here.errors).toEqual([])
    })

    it('are summed on the page if its CSP forbids the worker', async () => {
      const bytes = video(24 * MB)
      on.setSpeed(SLOW_ENOUGH)
      await on.here.page.evaluate(addStrictCsp)
      const completing = completed()
      await on.here.choose([await on.started.file('严格.mp4', bytes)])
      const { crc64 } = (await completing).postDataJSON()
      await on.expectStored('严格.mp4', bytes)
      expect(crc64).toBe(crc64Of(bytes))
      // The browser reports the worker that the CSP forbids, once.
      expect(on.here.errors).toEqual([expect.stringMatching(/worker.*Content Security Policy/i)])
    })

    it('fail with file-changed if the file changes on disk while they are sent', async () => {
      const path = await on.started.file('变了.mp4', video(24 * MB))
      on.setSpeed(2 * MB)
      await on.here.choose([path])
      await on.here.atLeast('变了.mp4', 10)
      await nextSecond()
      await whileStalled(on.started, () => writeFile(path, video(24 * MB)))
      await on.here.row('变了.mp4').getByText('文件在上传时发生了变化').waitFor()
    })
  })
}

const isComplete = (request: Request): boolean => request.method() === 'POST' && request.url().endsWith(PATHS.complete)

/** Runs in the page. A policy in a `meta` element holds from then on, and its default allows no worker from a Blob. */
const addStrictCsp = `{
  const meta = document.createElement('meta')
  meta.httpEquiv = 'Content-Security-Policy'
  meta.content = "default-src 'self'; connect-src *; img-src * blob: data:; style-src 'self' 'unsafe-inline'"
  document.head.append(meta)
}`
