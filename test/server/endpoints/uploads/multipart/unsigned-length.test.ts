/** `PART_LENGTH_SIGNED=off`: for phones that might not send Content-Length with a part. */
import { codeOf, crc64Of, leftIn, PART, partOf, partUrl, photoOf, put, type Rig, send, startRig } from './rig'

let rig: Rig
beforeAll(async () => {
  rig = await startRig({ partLengthSigned: false })
})
afterAll(() => rig.close())
beforeEach(() => rig.cloud.journal.clear())

const lists = (): number => rig.cloud.journal.count({ operation: 'ListParts' })

describe('a multipart upload without signed lengths', () => {
  it('gets sixteen signatures at a time, and the backend asks OSS before it signs more', async () => {
    const bytes = photoOf(20 * PART + 1)
    const ticket = await rig.as('ann').ticket(bytes.length)
    expect([ticket.signatures.length, lists()]).toEqual([16, 0])
    expect(ticket.query).not.toContain('additional-headers')
    const chunked = new Blob([partOf(bytes, 1)]).stream()
    expect(await put(partUrl(ticket, ticket, 1), chunked)).toBe('200')
    await send(ticket, bytes, [2, 3, 16])
    const { body } = await rig.as('ann').parts(ticket.upload, 4, 512)
    expect([body.from, body.signatures.length, lists()]).toEqual([4, 16, 1])
    await send({ ...ticket, ...body }, bytes, [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
    const resumed = (await rig.as('ann').resume(ticket.upload)).body
    expect([resumed.ticket.from, resumed.ticket.signatures.length, resumed.parts.length]).toEqual([17, 5, 16])
    await send(resumed.ticket, bytes, [17, 18, 19, 20, 21])
    expect((await rig.as('ann').complete(ticket.upload, crc64Of(bytes))).status).toBe(200)
  })

  it.each([
    ['more signatures', (upload: string) => rig.as('ann').parts(upload, 3, 1)],
    ['resuming', (upload: string) => rig.as('ann').resume(upload)],
  ])('with a longer part is aborted at the next call for %s, and gets no more signatures', async (_, ask) => {
    const bytes = photoOf(3 * PART)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes, [1])
    const longer = new Uint8Array(PART + 1)
    expect(await put(partUrl(ticket, ticket, 2), longer)).toBe('200')
    expect(await ask(ticket.upload)).toMatchObject({
      status: 422,
      body: { error: { code: 'stored-differs', params: { part: 2, size: PART + 1 } } },
    })
    expect(leftIn(rig.cloud).uploads).toEqual([])
    expect(codeOf(await ask(ticket.upload))).toEqual([410, 'upload-expired'])
  })

  it('with a longer part never becomes a file', async () => {
    const bytes = photoOf(2 * PART)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes)
    expect(await put(partUrl(ticket, ticket, 2), new Uint8Array(3 * PART))).toBe('200')
    expect(codeOf(await rig.as('ann').complete(ticket.upload))).toEqual([409, 'parts-missing'])
    expect(leftIn(rig.cloud).objects).not.toContain(new URL(ticket.url).pathname.slice(1))
  })
})
