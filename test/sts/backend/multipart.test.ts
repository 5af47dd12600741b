import { randomBytes } from 'node:crypto'
import { fetchBytes } from '../../main-path/rig'
import { never, putPart } from '../rig'
import { crcOf, KB, partsFor, sendParts, useRigs } from './calls'

const rigWith = useRigs()

describe('a multipart upload of the client’s own backend', () => {
  const PART = 100 * KB
  const video = (size: number): Uint8Array => Buffer.concat([Buffer.from('\0\0\0\x18ftypisom'), randomBytes(size - 12)])

  it('is initiated, sent, completed and read back', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = video(2 * PART + 5)
    const ticket = await partsFor(side, { size: bytes.length, partSize: PART, name: '片.mp4' })
    expect(ticket).toMatchObject({ kind: 'multipart', partSize: PART, partCount: 3, from: 1 })
    const answers = await sendParts(side, ticket, bytes, [3, 1, 2])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const file = await side.backend.complete({ upload: ticket.upload, crc64: crcOf(bytes) }, never)
    expect(file).toMatchObject({ size: bytes.length, type: 'video/mp4', name: '片.mp4', crc64: crcOf(bytes) })
    expect(file.key).toMatch(/^own\/[0-9a-f]{32}\.mp4$/)
    expect((await fetchBytes(file.url)).equals(bytes)).toBe(true)
    expect(rig.operations().slice(0, -1)).toEqual([
      'InitiateMultipartUpload',
      ...['UploadPart', 'UploadPart', 'UploadPart'],
      'ListParts',
      'CompleteMultipartUpload',
    ])
    expect(await side.backend.complete({ upload: ticket.upload }, never)).toMatchObject({ key: file.key })
  })

  it('gets signatures for 32 parts at a time, and more without a request', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = video(40 * PART - 1)
    const ticket = await partsFor(side, { size: bytes.length, partSize: PART })
    expect(ticket.signatures).toHaveLength(32)
    const more = await side.backend.parts({ upload: ticket.upload, from: 33, count: 500 }, never)
    expect(more.from).toBe(33)
    expect(more.signatures).toHaveLength(8)
    expect(rig.operations()).toEqual(['InitiateMultipartUpload'])
    expect((await putPart(side, ticket, more, 40, bytes)).status).toBe(200)
    const none = await side.backend.parts({ upload: ticket.upload, from: 41, count: 1 }, never)
    expect(none.signatures).toEqual([])
  })

  it('is resumed after a restart, from the first part that OSS has not stored whole', async () => {
    const rig = await rigWith()
    const before = rig.side()
    const bytes = video(4 * PART)
    const { upload, ...rest } = await partsFor(before, { size: bytes.length, partSize: PART })
    await sendParts(before, { upload, ...rest }, bytes, [1, 4])
    // Half of a part does not count, and sending the part again overwrites it.
    await sendParts(before, { upload, ...rest }, bytes.subarray(0, PART + PART / 2), [2])

    const after = rig.side()
    const { ticket, parts } = await after.backend.resume(upload, never)
    expect(parts).toEqual([
      { number: 1, crc64: crcOf(bytes.subarray(0, PART)) },
      { number: 4, crc64: crcOf(bytes.subarray(3 * PART)) },
    ])
    expect(ticket).toMatchObject({ from: 2, partCount: 4 })
    expect(ticket.signatures).toHaveLength(3)
    await expect(after.backend.complete({ upload }, never)).rejects.toMatchObject({
      code: 'parts-missing',
      params: { held: 2, partCount: 4 },
    })
    await sendParts(after, ticket, bytes, [2, 3])
    const file = await after.backend.complete({ upload, crc64: crcOf(bytes) }, never)
    expect((await fetchBytes(file.url)).equals(bytes)).toBe(true)
  })

  it('is found if it was completed but the answer was lost, and is not started again', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = video(PART + 1)
    const ticket = await partsFor(side, { size: bytes.length, partSize: PART })
    await sendParts(side, ticket, bytes, [1, 2])
    rig.cloud.faults.inject('CompleteMultipartUpload', { kind: 'lose-answer' })
    const request = { upload: ticket.upload, crc64: crcOf(bytes) }
    await expect(side.backend.complete(request, never)).rejects.toMatchObject({ code: 'network' })
    await expect(rig.side().backend.resume(ticket.upload, never)).rejects.toMatchObject({ code: 'already-exists' })
    expect(await side.backend.complete(request, never)).toMatchObject({ crc64: crcOf(bytes) })
    expect(await side.backend.abort(ticket.upload, never)).toEqual({ stored: true })
  })

  it('leaves nothing behind after an abort, and is expired then', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = video(2 * PART)
    const ticket = await partsFor(side, { size: bytes.length, partSize: PART })
    await sendParts(side, ticket, bytes, [1])
    expect(await side.backend.abort(ticket.upload, never)).toEqual({ stored: false })
    expect(rig.cloud.inspect.buckets()[0]?.uploads).toBe(0)
    expect(await side.backend.abort(ticket.upload, never)).toEqual({ stored: false })
    await expect(side.backend.resume(ticket.upload, never)).rejects.toMatchObject({ code: 'upload-expired' })
    await expect(side.backend.complete({ upload: ticket.upload }, never)).rejects.toMatchObject({
      code: 'upload-expired',
    })
  })

  it('is refused with too many parts, and with a state that this app did not write', async () => {
    const { backend } = (await rigWith()).side()
    const files = [{ size: 10_001, type: 'video/mp4', partSize: 1 }]
    expect(await backend.uploads({ route: 'video', files }, never)).toMatchObject([{ code: 'part-size-invalid' }])
    for (const upload of ['', '{}', '[1]', 'null', '{"v":1,"id":"i","key":"a","size":1,"type":"b","parts":{}}']) {
      await expect(backend.resume(upload, never)).rejects.toMatchObject({ code: 'upload-invalid' })
      await expect(backend.parts({ upload, from: 1, count: 1 }, never)).rejects.toMatchObject({
        code: 'upload-invalid',
      })
    }
  })
})
