/** The calls of the engine's `Backend`, answered by the client itself, over real sockets. */
import { randomBytes } from 'node:crypto'
import { createCrc64 } from '../../dev/local-cloud/store/crc64'
import type { FormTicket, MultipartTicket, Ticket } from '../../miniprogram/uploader/contract'
import { UploadError } from '../../miniprogram/uploader/core/errors'
import type { HttpAnswer } from '../../miniprogram/uploader/core/ports'
import { fetchBytes, jpeg } from '../main-path/rig'
import { never, putPart, type Sides, type StsRig, type StsRigOptions, startStsRig } from './rig'

const DAY = 24 * 60 * 60 * 1000
const KB = 1024

let rigs: StsRig[] = []
afterEach(async () => {
  const open = rigs
  rigs = []
  for (const rig of open) await rig.close()
})

async function rigWith(options?: StsRigOptions): Promise<StsRig> {
  const rig = await startStsRig(options)
  rigs.push(rig)
  return rig
}

const crcOf = (bytes: Uint8Array): string => {
  const crc = createCrc64()
  crc.update(bytes)
  return crc.decimal()
}

type Declared = { size: number; type?: string; name?: string; partSize?: number; renew?: string }

/** Of one file. @throws what it was refused with. */
async function ticketFor({ backend }: Sides, { type = 'image/jpeg', ...file }: Declared): Promise<Ticket> {
  const [outcome] = await backend.uploads({ route: 'photo', files: [{ type, ...file }] }, never)
  if (!outcome || outcome instanceof UploadError) throw outcome
  return outcome
}

const formFor = async (side: Sides, file: Declared): Promise<FormTicket> => (await ticketFor(side, file)) as FormTicket

const partsFor = async (side: Sides, file: Declared): Promise<MultipartTicket> =>
  (await ticketFor(side, { ...file, type: 'video/mp4' })) as MultipartTicket

const send = ({ transport }: Sides, { url, fields }: FormTicket, path: string): Promise<HttpAnswer> =>
  transport.sendForm({ url, fields, path, timeoutMs: 30_000 }, never, () => {})

const sendParts = (side: Sides, ticket: MultipartTicket, bytes: Uint8Array, numbers: number[]) =>
  Promise.all(numbers.map((number) => putPart(side, ticket, ticket, number, bytes)))

describe('a form', () => {
  it('is stored under a random key of its type, confirmed by its own answer, and read back', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = jpeg()
    const ticket = await formFor(side, { size: bytes.length, name: '合同 (1).jpg' })
    expect((await send(side, ticket, await rig.temp('a.jpg', bytes))).status).toBe(200)
    const file = await side.backend.complete({ upload: ticket.upload, crc64: crcOf(bytes) }, never)
    expect(file).toMatchObject({ size: bytes.length, type: 'image/jpeg', name: '合同 (1).jpg', crc64: crcOf(bytes) })
    expect(file.key).toMatch(/^own\/[0-9a-f]{32}\.jpg$/)
    expect(rig.operations()).toEqual(['PostObject'])
    const response = await fetch(file.url)
    expect(response.headers.get('content-disposition')).toBe(
      "inline; filename*=UTF-8''%E5%90%88%E5%90%8C%20%281%29.jpg",
    )
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
    expect(file.urlExpiresIn).toBeLessThanOrEqual(900)
  })

  it('is asked after where the platform hides the headers of the answer', async () => {
    const rig = await rigWith({ hidesUploadHeaders: true })
    const side = rig.side()
    const bytes = jpeg()
    const ticket = await formFor(side, { size: bytes.length })
    await send(side, ticket, await rig.temp('a.jpg', bytes))
    const file = await side.backend.complete({ upload: ticket.upload }, never)
    expect(file.crc64).toBe(crcOf(bytes))
    expect(rig.operations()).toEqual(['PostObject', 'HeadObject'])
  })

  it('is found by whoever asks after the answer was lost, and by another run of the app', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = jpeg()
    const ticket = await formFor(side, { size: bytes.length })
    rig.cloud.faults.inject('PostObject', { kind: 'lose-answer' })
    await expect(send(side, ticket, await rig.temp('a.jpg', bytes))).rejects.toMatchObject({ code: 'network' })
    const file = await side.backend.complete({ upload: ticket.upload, crc64: crcOf(bytes) }, never)
    expect((await fetchBytes(file.url)).equals(bytes)).toBe(true)
    expect(await rig.side().backend.complete({ upload: ticket.upload }, never)).toMatchObject({ key: file.key })
  })

  it('that never arrived is not stored, and one with other bytes differs', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = jpeg()
    const ticket = await formFor(side, { size: bytes.length })
    await expect(side.backend.complete({ upload: ticket.upload }, never)).rejects.toMatchObject({ code: 'not-stored' })
    await send(side, ticket, await rig.temp('a.jpg', bytes))
    const asked = { upload: ticket.upload, crc64: crcOf(jpeg()) }
    await expect(side.backend.complete(asked, never)).rejects.toMatchObject({ code: 'stored-differs' })
  })

  it('takes no other size than was declared', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const ticket = await formFor(side, { size: 100 })
    const { status, text } = await send(side, ticket, await rig.temp('a.jpg', jpeg(101)))
    expect([status, text]).toEqual([400, expect.stringContaining('EntityTooLarge')])
  })

  it('goes where `keyOf` says, and nowhere that the credentials do not reach', async () => {
    const rig = await rigWith()
    const asked: unknown[] = []
    const keyOf = (file: unknown) => {
      asked.push(file)
      return '照片/1 +.jpg'
    }
    const side = rig.side({ keyOf })
    const bytes = jpeg()
    const ticket = await formFor(side, { size: bytes.length, name: 'a.jpg' })
    expect(asked).toEqual([{ route: 'photo', name: 'a.jpg', size: bytes.length, type: 'image/jpeg' }])
    await send(side, ticket, await rig.temp('a.jpg', bytes))
    const file = await side.backend.complete({ upload: ticket.upload }, never)
    expect(file.key).toBe('own/照片/1 +.jpg')
    expect((await fetchBytes(file.url)).equals(bytes)).toBe(true)

    const elsewhere = rig.side({ prefix: 'others' })
    const refused = await send(
      elsewhere,
      await formFor(elsewhere, { size: bytes.length }),
      await rig.temp('b.jpg', bytes),
    )
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('AccessDenied')])
    await expect(partsFor(elsewhere, { size: 300 * KB, partSize: 100 * KB })).rejects.toMatchObject({
      code: 'access-denied',
    })
  })

  it('never overwrites: of two files with one key, the second differs', async () => {
    const rig = await rigWith()
    const side = rig.side({ keyOf: () => 'same.jpg' })
    const [first, second] = [jpeg(500), jpeg(600)]
    const tickets = [await formFor(side, { size: 500 }), await formFor(side, { size: 600 })]
    await send(side, tickets[0] as FormTicket, await rig.temp('a.jpg', first))
    expect((await send(side, tickets[1] as FormTicket, await rig.temp('b.jpg', second))).status).toBe(409)
    const asked = { upload: tickets[1]?.upload ?? '' }
    await expect(side.backend.complete(asked, never)).rejects.toMatchObject({ code: 'stored-differs' })
    expect(await side.backend.abort(asked.upload, never)).toEqual({ stored: false })
    // The first is not the second's to remove.
    expect(rig.operations()).not.toContain('DeleteObject')
    expect(await side.backend.complete({ upload: tickets[0]?.upload ?? '' }, never)).toMatchObject({ size: 500 })
  })

  it('that was given up is removed, where the credentials allow that; else it is said to be there', async () => {
    const open = { Version: '1', Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource: '*' }] }
    for (const [policy, stored] of [
      [open, false],
      [undefined, true],
    ] as const) {
      const rig = await rigWith(policy ? { policy } : {})
      const side = rig.side()
      const bytes = jpeg()
      const ticket = await formFor(side, { size: bytes.length })
      await send(side, ticket, await rig.temp('a.jpg', bytes))
      expect(await side.backend.abort(ticket.upload, never)).toEqual({ stored })
      const found = await rig
        .side()
        .backend.complete({ upload: ticket.upload }, never)
        .catch((error) => error.code)
      expect(typeof found).toBe(stored ? 'object' : 'string')
    }
  })

  it('with a bad key is refused by itself', async () => {
    const rig = await rigWith()
    const { backend } = rig.side({ keyOf: ({ name = '' }) => name })
    const files = ['a/../b', '/a', 'ok.jpg', 'x'.repeat(1024)].map((name) => ({ name, size: 1, type: 'image/jpeg' }))
    const outcomes = await backend.uploads({ route: 'photo', files }, never)
    expect(outcomes.map((outcome) => ('code' in outcome ? outcome.code : outcome.kind))).toEqual([
      'misuse',
      'misuse',
      'form',
      'misuse',
    ])
  })
})

describe('an upload by parts', () => {
  const PART = 100 * KB
  const video = (size: number): Uint8Array => Buffer.concat([Buffer.from('\0\0\0\x18ftypisom'), randomBytes(size - 12)])

  it('is begun, sent, put together and read back', async () => {
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

  it('has signatures for some parts at a time, and more without asking anybody', async () => {
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

  it('goes on after a restart, from the first part that OSS does not hold whole', async () => {
    const rig = await rigWith()
    const before = rig.side()
    const bytes = video(4 * PART)
    const { upload, ...rest } = await partsFor(before, { size: bytes.length, partSize: PART })
    await sendParts(before, { upload, ...rest }, bytes, [1, 4])
    // Half a part: it is not counted, and sending it again overwrites it.
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

  it('that was put together behind a lost answer is found, and not begun again', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = video(PART + 1)
    const ticket = await partsFor(side, { size: bytes.length, partSize: PART })
    await sendParts(side, ticket, bytes, [1, 2])
    rig.cloud.faults.inject('CompleteMultipartUpload', { kind: 'lose-answer' })
    const asked = { upload: ticket.upload, crc64: crcOf(bytes) }
    await expect(side.backend.complete(asked, never)).rejects.toMatchObject({ code: 'network' })
    await expect(rig.side().backend.resume(ticket.upload, never)).rejects.toMatchObject({ code: 'already-exists' })
    expect(await side.backend.complete(asked, never)).toMatchObject({ crc64: crcOf(bytes) })
    expect(await side.backend.abort(ticket.upload, never)).toEqual({ stored: true })
  })

  it('leaves nothing when it is given up, and is then known no more', async () => {
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

  it('is refused with too many parts, and with a state that nobody wrote', async () => {
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

describe('a device whose clock is wrong by a day', () => {
  it.each([
    ['slow', DAY],
    ['fast', -DAY],
  ])('signs rightly at once when the app’s own backend tells the time (%s)', async (_, deviceBehindMs) => {
    const rig = await rigWith({ deviceBehindMs })
    const side = rig.side()
    const bytes = jpeg()
    const ticket = await formFor(side, { size: bytes.length })
    expect((await send(side, ticket, await rig.temp('a.jpg', bytes))).status).toBe(200)
    const { url } = await side.backend.complete({ upload: ticket.upload }, never)
    expect((await fetchBytes(url)).equals(bytes)).toBe(true)
    expect(rig.operations()).toEqual(['PostObject', 'GetObject'])
  })

  it.each([
    ['slow', DAY, false],
    ['fast', -DAY, false],
    ['slow, and headers are hidden', DAY, true],
    ['fast, and headers are hidden', -DAY, true],
  ])('learns the time from OSS’s first refusal, and needs one ticket more (%s)', async (_, deviceBehindMs, hides) => {
    const rig = await rigWith({ deviceBehindMs, tellsTime: false, hidesUploadHeaders: hides })
    const side = rig.side()
    const bytes = jpeg()
    const path = await rig.temp('a.jpg', bytes)
    const first = await formFor(side, { size: bytes.length })
    expect((await send(side, first, path)).status).toBe(403)
    const second = await formFor(side, { size: bytes.length, renew: first.upload })
    expect(second.fields.key).toBe(first.fields.key)
    expect((await send(side, second, path)).status).toBe(200)
    const third = await formFor(side, { size: bytes.length })
    expect((await send(side, third, path)).status).toBe(200)
    const { url } = await side.backend.complete({ upload: third.upload }, never)
    expect((await fetchBytes(url)).equals(bytes)).toBe(true)
  })

  it.each([
    ['slow', DAY],
    ['fast', -DAY],
  ])('has its calls signed again by itself (%s)', async (_, deviceBehindMs) => {
    const rig = await rigWith({ deviceBehindMs, tellsTime: false })
    const side = rig.side()
    const bytes = jpeg(150 * KB)
    const ticket = await partsFor(side, { size: bytes.length, partSize: 100 * KB })
    expect(rig.operations()).toEqual(['InitiateMultipartUpload', 'InitiateMultipartUpload'])
    await sendParts(side, ticket, bytes, [1, 2])
    expect(await side.backend.complete({ upload: ticket.upload }, never)).toMatchObject({ crc64: crcOf(bytes) })
    expect(rig.cloud.journal.count({ service: 'oss', verdict: 'refused' })).toBe(1)
  })

  it('signs no URL at a time that it is not sure of', async () => {
    const rig = await rigWith({ deviceBehindMs: DAY, tellsTime: false })
    const bytes = jpeg()
    const before = rig.side()
    const ticket = await partsFor(before, { size: bytes.length, partSize: 100 * KB })
    await sendParts(before, ticket, bytes, [1])
    const { key } = await before.backend.complete({ upload: ticket.upload }, never)
    const [fresh] = await rig.side().backend.urls({ keys: [key] }, never)
    expect((await fetchBytes((fresh as { url: string }).url)).equals(bytes)).toBe(true)
  })

  it('and then set right in mid-upload goes on', async () => {
    const rig = await rigWith({ deviceBehindMs: DAY })
    const side = rig.side()
    const bytes = jpeg(150 * KB)
    const ticket = await partsFor(side, { size: bytes.length, partSize: 100 * KB })
    await sendParts(side, ticket, bytes, [1])
    // To the servers nothing has happened: it is the device to which they seem to have gone back by a day.
    rig.setDeviceBehind(0)
    const answer = await side.backend.resume(ticket.upload, never)
    expect((await putPart(side, answer.ticket, answer.ticket, 2, bytes)).status).toBe(200)
    expect(rig.cloud.journal.count({ service: 'oss', verdict: 'refused' })).toBe(1)
  })
})

describe('credentials', () => {
  /** More time has passed than the device has noticed. */
  const expire = (rig: StsRig): void => rig.setDeviceBehind(901_000)

  it('are asked for once, however many files begin together', async () => {
    const rig = await rigWith()
    const { backend } = rig.side()
    const files = Array.from({ length: 9 }, () => ({ size: 10, type: 'image/jpeg' }))
    await Promise.all([
      backend.prepare(),
      backend.uploads({ route: 'photo', files }, never),
      backend.uploads({ route: 'photo', files }, never),
    ])
    expect(rig.existing.calls()).toBe(1)
  })

  it('that run out in mid-upload are replaced once, for all parts on their way', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = jpeg(300 * KB)
    const ticket = await partsFor(side, { size: bytes.length, partSize: 100 * KB })
    await sendParts(side, ticket, bytes, [1])
    expire(rig)
    const refused = await sendParts(side, ticket, bytes, [2, 3])
    expect(refused.map(({ text }) => /<Code>(\w+)/.exec(text)?.[1])).toEqual(Array(2).fill('SecurityTokenExpired'))
    const again = await Promise.all(
      [2, 3].map((from) => side.backend.parts({ upload: ticket.upload, from, count: 1 }, never)),
    )
    expect(rig.existing.calls()).toBe(2)
    const answers = await Promise.all(again.map((signed) => putPart(side, ticket, signed, signed.from, bytes)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await side.backend.complete({ upload: ticket.upload }, never)).toMatchObject({ crc64: crcOf(bytes) })
    expect(rig.existing.calls()).toBe(2)
  })

  it('that ran out under a form make one ticket more', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = jpeg()
    const path = await rig.temp('a.jpg', bytes)
    const first = await formFor(side, { size: bytes.length })
    expire(rig)
    expect((await send(side, first, path)).status).toBe(403)
    expect((await send(side, await formFor(side, { size: bytes.length, renew: first.upload }), path)).status).toBe(200)
    expect(rig.existing.calls()).toBe(2)
  })

  it('that ran out unnoticed are replaced by the call that meets it', async () => {
    const rig = await rigWith()
    const side = rig.side()
    await side.backend.prepare()
    expire(rig)
    await partsFor(side, { size: 300 * KB, partSize: 100 * KB })
    expect(rig.existing.calls()).toBe(2)
  })

  it.each<[string, Parameters<StsRig['existing']['behave']>[0], RegExp]>([
    ['is down', 'cut', /request:fail/],
    ['fails', { status: 500, body: '{"code":500}' }, /HTTP 500/],
    ['answers rubbish', { status: 200, body: '<html>login</html>' }, /accessKeyId, accessKeySecret, securityToken/],
    ['answers an error as if it were none', { status: 200, body: '{"code":401,"message":"no"}' }, /accessKeyId/],
  ])('cannot be had while the app’s own backend %s, and can afterwards', async (_, how, detail) => {
    const rig = await rigWith()
    const { backend } = rig.side()
    rig.existing.behave(how)
    const asked = backend.uploads({ route: 'photo', files: [{ size: 1, type: 'image/jpeg' }] }, never)
    await expect(asked).rejects.toMatchObject({
      code: 'credentials-failed',
      params: { detail: expect.stringMatching(detail) },
    })
    expect(rig.operations()).toEqual([])
    rig.existing.behave('well')
    await backend.prepare()
  })
})

describe('URLs', () => {
  it('are signed for an hour at most, with a style or a name to save under', async () => {
    const rig = await rigWith()
    rig.cloud.settings.styles = { small: 'image/resize,w_10' }
    const { backend } = rig.side()
    const keys = ['own/a b.jpg']
    const [plain] = await backend.urls({ keys }, never)
    expect(plain).toMatchObject({ expiresIn: expect.any(Number) })
    const styled = await backend.urls({ keys, style: 'small', downloadAs: '照片.jpg' }, never)
    const { searchParams } = new URL((styled[0] as { url: string }).url)
    expect(searchParams.get('x-oss-process')).toBe('style/small')
    expect(searchParams.get('response-content-disposition')).toBe("attachment; filename*=UTF-8''%E7%85%A7%E7%89%87.jpg")
    expect(rig.operations()).toEqual([])
  })

  it('are plain where anybody may read, but for a name to save under', async () => {
    const rig = await rigWith()
    const { backend } = rig.side({ publicRead: true })
    const keys = ['own/a b.jpg']
    const url = `${rig.cloud.ossUrl}/own/a%20b.jpg`
    expect(await backend.urls({ keys }, never)).toEqual([{ url }])
    expect(await backend.urls({ keys, style: 'small' }, never)).toEqual([{ url: `${url}?x-oss-process=style%2Fsmall` }])
    expect(await backend.urls({ keys, downloadAs: 'a.jpg' }, never)).toMatchObject([
      { url: expect.stringContaining('x-oss-signature='), expiresIn: expect.any(Number) },
    ])
  })
})
