import { EMPTY_CRC64, updateCrc64 } from '../../../miniprogram/uploader/core/crc64/crc64'
import { toDecimal } from '../../../miniprogram/uploader/core/crc64/decimal'
import { pacedCrc64 } from '../../../miniprogram/uploader/core/crc64/paced-crc64'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { untilStopped } from '../../../miniprogram/uploader/core/flow/waiting'
import { partSums } from '../../../miniprogram/uploader/core/multipart/part-sums'
import { putPart } from '../../../miniprogram/uploader/core/multipart/put-part'
import type { HttpAnswer, HttpRequest, OpenFile } from '../../../miniprogram/uploader/core/ports'
import { ossRefusal, virtualClock } from '../fake-ports'

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index)
const part = { number: 2, position: 100, length: 300 }
const crc = updateCrc64(EMPTY_CRC64, bytes.subarray(100, 400))
const signed = { url: 'https://bucket.example/key?partNumber=2', headers: { 'content-type': 'x/y' }, batch: 1 }
const arrived = (headers: Record<string, string>): HttpAnswer => ({ status: 200, headers, text: '' })

/**
 * Sends the part to a bucket that answers like this, or not at all.
 * @param isTooSlow whether the device computes too slowly to wait; its checksum then takes longer than the answer
 */
function send(answer?: HttpAnswer, isTooSlow = false) {
  const clock = virtualClock()
  const stop = cancellation()
  const requests: HttpRequest[] = []
  let open = 0
  const file: OpenFile = {
    read: async (position, length) => bytes.slice(position, position + length).buffer,
    close: async () => {},
  }
  const transport = {
    hasFormStack: true,
    sendForm: () => Promise.reject(new Error('not expected')),
    send: (request: HttpRequest, signal: typeof stop.signal) => {
      requests.push(request)
      open += 1
      return untilStopped<HttpAnswer>(signal, (resolve) => {
        if (answer) clock.after(5, () => resolve(answer))
        return () => {}
      }).finally(() => {
        open -= 1
      })
    },
  }
  const checksums = pacedCrc64(clock)
  const sums = { ...partSums(() => isTooSlow), restMs: () => (isTooSlow ? 10 : 0) }
  let outcome: unknown
  putPart({ part, file, signed }, { transport, checksums, sums }, stop.signal, () => {}).then(
    (value) => {
      outcome = value ?? 'no checksum'
    },
    (error: UploadError) => {
      outcome = error
    },
  )
  const toEnd = async (): Promise<unknown> => {
    await clock.runUntil(() => outcome !== undefined)
    return outcome
  }
  return { toEnd, clock, stop, requests, open: () => open }
}

describe('putPart', () => {
  it('PUTs exactly the bytes of the part with the signed headers, and resolves with their checksum', async () => {
    const made = send(arrived({}))
    expect(await made.toEnd()).toEqual(crc)
    expect(made.requests).toMatchObject([
      { method: 'PUT', url: signed.url, headers: signed.headers, timeoutMs: 60_000 },
    ])
    expect(new Uint8Array(made.requests[0]?.body as ArrayBuffer)).toEqual(bytes.slice(100, 400))
  })

  it('rejects with network if OSS’s checksum differs', async () => {
    expect(await send(arrived({ 'x-oss-hash-crc64ecma': toDecimal(crc) })).toEnd()).toEqual(crc)
    const damaged = await send(arrived({ 'x-oss-hash-crc64ecma': '1' })).toEnd()
    expect(damaged).toMatchObject({ code: 'network', params: { detail: 'part 2 arrived damaged' } })
  })

  it('goes on with OSS’s own checksum, marked as such, if the device computes too slowly', async () => {
    const slow = send(arrived({ 'x-oss-hash-crc64ecma': '1' }), true)
    expect(await slow.toEnd()).toEqual({ high: 0, low: 1, byOss: true })
    expect(slow.clock.pending()).toBe(0)
  })

  it('goes on without a checksum if the platform does not show OSS’s either', async () => {
    expect(await send(arrived({}), true).toEnd()).toBe('no checksum')
  })

  it('rejects with the meaning of OSS’s refusal, even if its status looks like success', async () => {
    expect(await send(ossRefusal(403, 'SecurityTokenExpired')).toEnd()).toMatchObject({ code: 'ticket-expired' })
    expect(await send(ossRefusal(404, 'NoSuchUpload')).toEnd()).toMatchObject({ code: 'already-exists' })
    expect(await send({ status: 302, headers: {}, text: '' }).toEnd()).toMatchObject({ code: 'oss-refused' })
  })

  it('leaves neither request nor timer when it is cancelled', async () => {
    const made = send()
    await made.clock.runUntil(() => made.open() === 1)
    made.stop.stop()
    expect(await made.toEnd()).toMatchObject({ code: 'cancelled' })
    expect([made.open(), made.clock.pending()]).toEqual([0, 0])
  })

  it('stops computing the checksum when the request fails', async () => {
    const made = send(ossRefusal(503, 'ServiceUnavailable'))
    expect(await made.toEnd()).toBeInstanceOf(UploadError)
    expect(made.clock.pending()).toBe(0)
  })
})
