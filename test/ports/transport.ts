import { randomBytes } from 'node:crypto'
import { cancellation } from '../../miniprogram/uploader/core/flow/cancellation'
import type { HttpRequest } from '../../miniprogram/uploader/core/ports'
import { until } from '../wx-host/world'
import type { Platform } from './platform'

const LONG_MS = 20_000
const ignore = (): void => {}

export function describeTransport(on: () => Platform): void {
  describe('the transport', () => {
    const never = cancellation().signal
    const request = (changes: Partial<HttpRequest> = {}): HttpRequest => ({
      method: 'POST',
      url: on().farEnd.url,
      headers: { 'content-type': 'application/json' },
      body: '{}',
      timeoutMs: LONG_MS,
      ...changes,
    })
    const send = (changes: Partial<HttpRequest> = {}, signal = never) =>
      on().settle(on().ports().transport.send(request(changes), signal))
    const sendForm = async (fields: Record<string, string>, bytes: Uint8Array, onSent = ignore as OnSent) => {
      const { farEnd, ports, settle } = on()
      const path = await on().file('照片 1.jpg', bytes)
      return settle(ports().transport.sendForm({ url: farEnd.url, fields, path, timeoutMs: LONG_MS }, never, onSent))
    }
    const lastReceived = async () => (await on().farEnd.received()).at(-1)

    it.each([200, 203, 204, 403, 409, 500, 503])('resolves with an answer of status %i unchanged', async (status) => {
      const body = status === 204 ? '' : `<Code>其他 ${status}</Code>`
      on().farEnd.behave({ status, body })
      expect(await send()).toMatchObject({ status, text: body })
      expect(await sendForm({ key: 'k' }, randomBytes(10))).toMatchObject({ status, text: body })
    })

    it('returns header names in lower case', async () => {
      on().farEnd.behave({ status: 200, headers: { 'X-Oss-Request-Id': 'R1: 2', ETag: '"E"' } })
      expect((await send()).headers).toMatchObject({ 'x-oss-request-id': 'R1: 2', etag: '"E"' })
    })

    it('requests headers alone by HEAD', async () => {
      on().farEnd.behave({ status: 404, headers: { 'X-Oss-Request-Id': 'R2' } })
      const answer = await send({ method: 'HEAD', body: undefined })
      expect(answer).toMatchObject({ status: 404, headers: { 'x-oss-request-id': 'R2' }, text: '' })
      expect(await lastReceived()).toMatchObject({ method: 'HEAD' })
    })

    it('sends method, headers and text unchanged', async () => {
      on().farEnd.behave({ status: 200 })
      await send({ headers: { 'content-type': 'application/json', authorization: 'Bearer a.b' }, body: '{"名":"值"}' })
      const received = await lastReceived()
      expect(received).toMatchObject({
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer a.b' },
      })
      expect(received?.body.toString()).toBe('{"名":"值"}')
    })

    it.each([1, 300_000])('sends a body of exactly %i bytes with the given content type', async (size) => {
      on().farEnd.behave({ status: 200 })
      const bytes = randomBytes(size)
      const body = new Uint8Array(bytes).buffer
      await send({ method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body })
      const received = await lastReceived()
      expect(received).toMatchObject({ method: 'PUT', headers: { 'content-type': 'application/octet-stream' } })
      expect(received?.body.equals(bytes)).toBe(true)
    })

    it('sends the fields of a form in order, and the file after them', async () => {
      on().farEnd.behave({ status: 200 })
      const bytes = randomBytes(70_000)
      await sendForm({ key: 'a/b.jpg', zone: '1', about: '一行"字"', 'x-oss-date': 'D' }, bytes)
      const form = (await lastReceived())?.form ?? []
      expect(form.slice(0, -1).map(([name, value]) => [name, value.toString()])).toEqual([
        ['key', 'a/b.jpg'],
        ['zone', '1'],
        ['about', '一行"字"'],
        ['x-oss-date', 'D'],
      ])
      const [name, sent] = form.at(-1) ?? []
      expect([name, sent?.equals(bytes)]).toEqual(['file', true])
    })

    it('reports the progress of a form, never less than before, up to all of it', async () => {
      on().farEnd.behave({ status: 200 })
      const progress: [sent: number, total: number][] = []
      await sendForm({ key: 'k' }, randomBytes(400_000), (sent, total) => progress.push([sent, total]))
      expect(progress.length).toBeGreaterThan(0)
      expect(progress.map(([sent]) => sent)).toEqual(progress.map(([sent]) => sent).sort((a, b) => a - b))
      const [sent, total] = progress.at(-1) ?? []
      expect(sent).toBe(total)
    })

    it('ends at once when it is cancelled, and leaves no request open', async () => {
      on().farEnd.behave('hangs')
      const { signal, stop } = cancellation()
      const path = await on().file('a.jpg', randomBytes(10))
      const { transport } = on().ports()
      const form = { url: on().farEnd.url, fields: {}, path, timeoutMs: LONG_MS }
      const both = [transport.send(request(), signal), transport.sendForm(form, signal, ignore)]
      const ends = Promise.allSettled(both)
      await until(() => on().farEnd.open() === 2)
      stop()
      expect(await ends).toMatchObject([
        { status: 'rejected', reason: { code: 'cancelled' } },
        { status: 'rejected', reason: { code: 'cancelled' } },
      ])
      await until(() => on().farEnd.open() === 0)
    })

    it('sends nothing if it was cancelled before', async () => {
      on().farEnd.behave({ status: 200 })
      const { signal, stop } = cancellation()
      stop()
      const before = (await on().farEnd.received()).length
      await expect(send({}, signal)).rejects.toMatchObject({ code: 'cancelled' })
      expect((await on().farEnd.received()).length).toBe(before)
    })

    it('rejects with timeout after the given time', async () => {
      on().farEnd.behave('hangs')
      await expect(send({ timeoutMs: 60 })).rejects.toMatchObject({ code: 'timeout' })
      await until(() => on().farEnd.open() === 0)
    })

    it('rejects with network if the connection ends without an answer', async () => {
      on().farEnd.behave('breaks')
      await expect(send()).rejects.toMatchObject({ code: 'network' })
      await expect(sendForm({ key: 'k' }, randomBytes(10))).rejects.toMatchObject({ code: 'network' })
    })

    it('rejects with file-missing rather than send a form without its file', async () => {
      const { farEnd, ports, missingPath: path, settle } = on()
      const form = { url: farEnd.url, fields: {}, path, timeoutMs: LONG_MS }
      await expect(settle(ports().transport.sendForm(form, never, ignore))).rejects.toMatchObject({
        code: 'file-missing',
      })
    })
  })
}

type OnSent = (sent: number, total: number) => void
