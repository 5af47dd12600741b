import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { cancellation } from '../../miniprogram/uploader/core/flow/cancellation'
import { type Here, nextSecond } from './here'

const never = cancellation().signal

export function describeTransport(on: () => Here): void {
  describe('The transport of a browser', () => {
    const sendForm = (path: string) =>
      on().ports.transport.sendForm(
        { url: on().farEnd.url, fields: { key: 'k' }, path, timeoutMs: 20_000 },
        never,
        () => {},
      )

    it('reports the progress of a raw body, up to all of it', async () => {
      const progress: [number, number][] = []
      const body = new Uint8Array(randomBytes(700_000)).buffer
      const headers = { 'content-type': 'application/octet-stream' }
      await on().ports.transport.send(
        { method: 'PUT', url: on().farEnd.url, headers, body, timeoutMs: 20_000 },
        never,
        (...at) => progress.push(at),
      )
      expect(progress.at(-1)).toEqual([700_000, 700_000])
      expect(progress.map(([sent]) => sent)).toEqual(progress.map(([sent]) => sent).sort((a, b) => a - b))
    })

    it('rejects with file-changed if a form failed because its file was changed', async () => {
      const { path, realPath } = await on().choose('a.bin', randomBytes(1_000))
      await on().ports.files.stat(path)
      await nextSecond()
      await writeFile(realPath, randomBytes(1_000))
      await expect(sendForm(path)).rejects.toMatchObject({ code: 'file-changed' })
    })

    it('rejects with file-missing if a form failed because its file was deleted', async () => {
      const { path, realPath } = await on().choose('a.bin', randomBytes(1_000))
      await on().ports.files.stat(path)
      await rm(realPath)
      await expect(sendForm(path)).rejects.toMatchObject({ code: 'file-missing' })
    })

    it('reports that the browser is offline', async () => {
      await on().context.setOffline(true)
      const { path } = await on().choose('a.bin', randomBytes(1_000))
      await expect(sendForm(path)).rejects.toMatchObject({
        code: 'network',
        params: { detail: 'the browser is offline' },
      })
      await on().context.setOffline(false)
    })

    it('reports that there was no answer', async () => {
      const request = { method: 'GET' as const, url: 'http://127.0.0.1:1/', headers: {}, timeoutMs: 20_000 }
      await expect(on().ports.transport.send(request, never)).rejects.toMatchObject({
        code: 'network',
        params: { host: 'http://127.0.0.1:1' },
      })
    })

    it('distinguishes a host that excludes the page from one that does not answer', async () => {
      const { path } = await on().choose('a.bin', randomBytes(1_000))
      on().farEnd.allowPages(false)
      await expect(sendForm(path)).rejects.toMatchObject({
        code: 'origin-not-allowed',
        params: { host: new URL(on().farEnd.url).origin, origin: new URL(on().page.url()).origin },
      })
      on().farEnd.allowPages(true)
    })
  })
}
