import { presignUrl } from '../../../../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../../../../miniprogram/uploader/oss-v4/signing-scope'
import { nodePrimitives } from '../../../../../server/oss/signing/node-primitives'
import { codeOf, crc64Of, leftIn, PART, partOf, photoOf, put, type Rig, send, startRig } from './rig'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())

/** Puts a part with the account's own key, without a signature of the backend. */
async function forge(url: string, uploadId: string, number: number, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const { root, bucket, region } = rig.cloud
  const key = new URL(url).pathname.slice(1)
  const headers = { 'content-type': 'application/octet-stream' }
  const query = { uploadId, partNumber: String(number) }
  const request = { method: 'PUT', bucket, key, query, headers, expiresSeconds: 60 } as const
  const scope = { date: formatDate(Date.now()), region }
  expect(await put(presignUrl(rig.cloud.ossUrl, request, root, scope, nodePrimitives), body)).toBe('200')
}

const uploadIdIn = (query: string): string => new URLSearchParams(query).get('uploadId') ?? ''

describe('a part', () => {
  it('is accepted only with the signed length, number and headers', async () => {
    const bytes = photoOf(2 * PART + 10)
    const ticket = await rig.as('ann').ticket(bytes.length)
    const urlOf = (number: number, signedNumber = number) =>
      `${ticket.url}?${ticket.query}&partNumber=${number}&x-oss-signature=${ticket.signatures[signedNumber - 1]}`
    const refused = '403 SignatureDoesNotMatch'
    const first = partOf(bytes, 1)
    const longer = new Uint8Array([...first, 0])
    const chunked = new Blob([first]).stream()
    expect(await put(urlOf(1), longer)).toBe(refused)
    expect(await put(urlOf(1), first.subarray(1))).toBe(refused)
    expect(await put(urlOf(3), first)).toBe(refused)
    expect(await put(urlOf(1, 2), first)).toBe(refused)
    expect(await put(urlOf(4, 3), partOf(bytes, 3))).toBe(refused)
    expect(await put(urlOf(1), first, { 'content-type': 'application/json' })).toBe(refused)
    expect(await put(urlOf(1), first, { 'x-oss-copy-source': '/examplebucket/uploads/photo/a.jpg' })).toBe(refused)
    const asObject = `${ticket.url}?${ticket.query.replace(/uploadId=\w+&?/, '')}&x-oss-signature=${ticket.signatures[0]}`
    expect(await put(asObject, first)).toBe(refused)
    expect(await put(urlOf(1), chunked)).toMatch(/^40\d /)
    expect(await put(urlOf(1), first)).toBe('200')
    expect(await put(urlOf(3), partOf(bytes, 3))).toBe('200')
  })
})

describe('completing', () => {
  it('reports missing parts, keeps the others, and succeeds after the missing ones have arrived', async () => {
    const bytes = photoOf(3 * PART)
    const ticket = await rig.as('ann').ticket(bytes.length)
    expect(await rig.as('ann').complete(ticket.upload)).toMatchObject({
      status: 409,
      body: { error: { code: 'parts-missing', params: { held: 0, partCount: 3 } } },
    })
    await send(ticket, bytes, [1, 3])
    expect(await rig.as('ann').complete(ticket.upload)).toMatchObject({
      status: 409,
      body: { error: { code: 'parts-missing', params: { held: 2, partCount: 3 } } },
    })
    await send(ticket, bytes, [2])
    expect((await rig.as('ann').complete(ticket.upload, crc64Of(bytes))).status).toBe(200)
  })

  it('reports a missing part if a part was replaced at the same moment', async () => {
    const bytes = photoOf(2 * PART)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes)
    rig.cloud.faults.inject('CompleteMultipartUpload', { kind: 'answer', status: 400, code: 'InvalidPart' })
    expect(codeOf(await rig.as('ann').complete(ticket.upload))).toEqual([409, 'parts-missing'])
    expect((await rig.as('ann').complete(ticket.upload)).status).toBe(200)
  })

  it('refuses a part beyond the file’s end, and one of another size', async () => {
    const bytes = photoOf(3 * PART)
    for (const [number, size] of [
      [4, 10],
      [2, PART + 1],
      [3, PART - 1],
    ] as const) {
      const ticket = await rig.as('ann').ticket(bytes.length)
      await send(ticket, bytes)
      await forge(ticket.url, uploadIdIn(ticket.query), number, new Uint8Array(size))
      expect(codeOf(await rig.as('ann').complete(ticket.upload))).toEqual([409, 'parts-missing'])
      expect(leftIn(rig.cloud).objects).not.toContain(new URL(ticket.url).pathname.slice(1))
    }
  })

  it('removes and refuses an object whose CRC-64 is not the client’s', async () => {
    const bytes = photoOf(PART + 5)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes)
    expect(await rig.as('ann').complete(ticket.upload, '1')).toMatchObject({
      status: 422,
      body: { error: { code: 'stored-differs', params: { crc64: crc64Of(bytes) } } },
    })
    expect(leftIn(rig.cloud).objects).not.toContain(new URL(ticket.url).pathname.slice(1))
    expect(codeOf(await rig.as('ann').complete(ticket.upload, crc64Of(bytes)))).toEqual([422, 'stored-differs'])
  })

  it.each([
    ['noise', Buffer.alloc(PART + 5, 1), 'application/octet-stream'],
    ['HTML', Buffer.from('<html><script>alert(1)</script>'.padEnd(PART + 5)), 'text/html'],
  ])('removes and refuses %s that was declared a photo', async (_, bytes, type) => {
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes)
    expect(await rig.as('ann').complete(ticket.upload, crc64Of(bytes))).toMatchObject({
      status: 422,
      body: { error: { code: 'content-refused', params: { type, declaredType: 'image/jpeg' } } },
    })
    expect(leftIn(rig.cloud)).toEqual({
      objects: expect.not.arrayContaining([new URL(ticket.url).pathname.slice(1)]),
      uploads: expect.any(Array),
    })
    // The answer may have been lost: the phone must not send all parts again.
    expect(codeOf(await rig.as('ann').complete(ticket.upload))).toEqual([422, 'content-refused'])
  })

  it('inspects the file again if the first call failed before that', async () => {
    const bytes = Buffer.from('<html><script>alert(1)</script>'.padEnd(PART + 5))
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes)
    // As often as the backend itself tries.
    rig.cloud.faults.inject('GetObject', { kind: 'answer', status: 503, code: 'ServiceUnavailable' }, 3)
    expect(codeOf(await rig.as('ann').complete(ticket.upload))).toEqual([503, 'cloud-unavailable'])
    expect(leftIn(rig.cloud).objects).toContain(new URL(ticket.url).pathname.slice(1))
    expect(codeOf(await rig.as('ann').complete(ticket.upload))).toEqual([422, 'content-refused'])
    expect(leftIn(rig.cloud).objects).not.toContain(new URL(ticket.url).pathname.slice(1))
  })
})

describe('an upload', () => {
  it('of another user is forbidden in every call, and nothing is done', async () => {
    const bytes = photoOf(PART)
    const { upload } = await rig.as('ann').ticket(bytes.length)
    const bob = rig.as('bob')
    const answers = [bob.parts(upload, 1, 1), bob.resume(upload), bob.complete(upload), bob.abort(upload)]
    for (const answer of await Promise.all(answers)) expect(codeOf(answer)).toEqual([403, 'forbidden'])
    expect((await rig.as('ann').resume(upload)).status).toBe(200)
  })

  it('by form has no parts', async () => {
    const { body } = await rig.as('ann').uploads([{ size: 9, type: 'image/jpeg' }])
    const [ticket] = body.uploads
    const upload = ticket && 'upload' in ticket ? ticket.upload : ''
    expect(codeOf(await rig.as('ann').parts(upload, 1, 1))).toEqual([400, 'upload-invalid'])
    expect(codeOf(await rig.as('ann').resume(upload))).toEqual([400, 'upload-invalid'])
  })

  it.each([
    ['before the first', 0, 1],
    ['after the last', 4, 1],
    ['with a count of zero', 1, 0],
  ])('has no parts %s', async (_, from, count) => {
    const { upload } = await rig.as('ann').ticket(3 * PART)
    expect(codeOf(await rig.as('ann').parts(upload, from, count))).toEqual([400, 'bad-request'])
  })
})
