import { writeFile } from 'node:fs/promises'
import type { Browser, BrowserContext, Request } from 'playwright-core'
import { PATHS } from '../../miniprogram/uploader/contract'
import { nextSecond } from '../browser/here'
import { visit, whileStalled } from './rig'
import { overSlowLink } from './slow-link'
import { video } from './uploading'

const MB = 1024 * 1024

/** The parts of the web page, which the browser reads from the file while it sends them. */
export function describeSlices(browser: () => Browser): void {
  describe('the parts of the web page', () => {
    const on = overSlowLink(browser)

    /** What the page tells the backend when it has sent all parts. */
    const completed = (): Promise<Request> => on.here.page.waitForRequest(isComplete)
    const objectAt = async (): Promise<string> => on.started.objects().at(-1)?.crc64 ?? ''

    it('are summed in a worker, which ends with the upload', async () => {
      const bytes = video(24 * MB)
      on.setSpeed(40 * MB)
      const [starting, completing] = [on.here.page.waitForEvent('worker'), completed()]
      await on.here.choose([await on.started.file('工作线程.mp4', bytes)])
      expect((await starting).url()).toMatch(/^blob:/)
      const { crc64 } = (await completing).postDataJSON()
      await on.expectStored('工作线程.mp4', bytes)
      expect(crc64).toBe(await objectAt())
      expect(on.here.page.workers()).toEqual([])
      // Each has a URL of its own, so the browser asks before each of them: nothing that a server says prevents it.
      expect(on.partsSent()).toBe(8)
      expect(on.here.errors).toEqual([])
    })

    it('are summed on the page if its CSP forbids the worker', async () => {
      await on.here.close()
      const strict = await visit(browser(), on.started, {
        onContext: (context) => withStrictCsp(context, on.started.web.url),
      })
      try {
        const bytes = video(24 * MB)
        on.setSpeed(40 * MB)
        const completing = strict.page.waitForRequest(isComplete)
        await strict.choose([await on.started.file('严格.mp4', bytes)])
        await strict.row('严格.mp4').getByText('已上传').waitFor()
        expect((await strict.linked('严格.mp4')).equals(bytes)).toBe(true)
        expect((await completing).postDataJSON().crc64).toBe(await objectAt())
        // The browser reports the worker that the CSP forbids, once.
        expect(strict.errors.filter((line) => !/Content Security Policy/.test(line))).toEqual([])
        expect(strict.errors).toHaveLength(1)
      } finally {
        await strict.close()
      }
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

/** Serves the page with a policy that allows no worker from a Blob. */
async function withStrictCsp(context: BrowserContext, url: string): Promise<void> {
  const policy = "default-src 'self'; connect-src *; img-src * blob: data:; style-src 'self' 'unsafe-inline'"
  await context.route(`${url}/`, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } })
  })
}
