import { codeOf, crc64Of, hooked, leftIn, PART, photoOf, put, type Rig, send, startRig } from './rig'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())
beforeEach(() => {
  rig.cloud.journal.clear()
  rig.cloud.faults.clear()
})

const calls = (operation: string): number => rig.cloud.journal.count({ operation })

describe('a file sent in parts', () => {
  it('is completed, inspected, passed to the hook and read back, byte by byte', async () => {
    const ann = rig.as('ann')
    const bytes = photoOf(2 * PART + 777)
    const ticket = await ann.ticket(bytes.length, { name: '照片.jpg' })
    expect(ticket).toMatchObject({
      kind: 'multipart',
      url: expect.stringMatching(/\/uploads\/photo\/[0-9a-f]{24}\/[0-9a-f]{32}\.jpg$/),
      partSize: PART,
      partCount: 3,
      from: 1,
      headers: { 'content-type': 'application/octet-stream' },
    })
    expect(ticket.signatures).toHaveLength(3)
    expect(ticket.expiresIn).toBeGreaterThan(3000)
    await send(ticket, bytes)

    const { status, body } = await ann.complete(ticket.upload, crc64Of(bytes))
    expect(status).toBe(200)
    expect(body.file).toMatchObject({
      key: new URL(ticket.url).pathname.slice(1),
      name: '照片.jpg',
      size: bytes.length,
      type: 'image/jpeg',
      width: 1600,
      height: 1200,
      crc64: crc64Of(bytes),
      data: { id: hooked.at(-1) },
    })
    const read = await fetch(body.file.url)
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true)
    expect(read.headers.get('content-type')).toBe('image/jpeg')
    expect(read.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''%E7%85%A7%E7%89%87.jpg")
    expect(leftIn(rig.cloud).uploads).toEqual([])
  })

  it('of one part, or of parts of equal size, is a file like any other', async () => {
    for (const size of [PART - 1, PART, PART + 1, 2 * PART]) {
      const bytes = photoOf(size)
      const ticket = await rig.as('ann').ticket(size)
      await send(ticket, bytes)
      const { body } = await rig.as('ann').complete(ticket.upload)
      expect([ticket.partCount, body.file?.size, body.file?.crc64]).toEqual([
        Math.ceil(size / PART),
        size,
        crc64Of(bytes),
      ])
    }
  })

  it('may have its parts sent in any order, at once, and again', async () => {
    const bytes = photoOf(4 * PART)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await Promise.all([send(ticket, photoOf(4 * PART), [1, 3]), send(ticket, bytes, [4, 2])])
    await Promise.all([send(ticket, bytes, [3]), send(ticket, bytes, [1])])
    expect((await rig.as('ann').complete(ticket.upload, crc64Of(bytes))).body.file?.crc64).toBe(crc64Of(bytes))
  })

  it('is completed once, and a repeated call answers the same', async () => {
    const bytes = photoOf(PART + 5)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes)
    const first = await rig.as('ann').complete(ticket.upload, crc64Of(bytes))
    const second = await rig.as('ann').complete(ticket.upload, crc64Of(bytes))
    expect(second).toEqual(first)
    expect(calls('CompleteMultipartUpload')).toBe(1)
    expect(hooked.at(-1)).toBe(hooked.at(-2))
  })

  it('is answered the same for many simultaneous calls', async () => {
    const bytes = photoOf(PART + 5)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes)
    const answers = await Promise.all(Array.from({ length: 8 }, () => rig.as('ann').complete(ticket.upload)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]?.status).toBe(200)
    expect(rig.cloud.journal.count({ operation: 'CompleteMultipartUpload', status: 200 })).toBe(1)
  })

  it('is found if OSS completed it but the answer was lost', async () => {
    const bytes = photoOf(PART + 5)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes)
    rig.cloud.faults.inject('CompleteMultipartUpload', { kind: 'lose-answer' })
    for (const _ of ['first call', 'second call']) {
      const answer = await rig.as('ann').complete(ticket.upload, crc64Of(bytes))
      expect([answer.status, answer.body.file?.crc64]).toEqual([200, crc64Of(bytes)])
    }
    // The one whose answer was lost, and the backend's own second try.
    expect(calls('CompleteMultipartUpload')).toBe(2)
  })

  it('stays after confirmation, whatever CRC-64 a later call claims', async () => {
    const bytes = photoOf(PART + 5)
    const ticket = await rig.as('ann').ticket(bytes.length)
    await send(ticket, bytes)
    await rig.as('ann').complete(ticket.upload)
    expect(codeOf(await rig.as('ann').complete(ticket.upload, '1'))).toEqual([422, 'stored-differs'])
    expect((await rig.as('ann').complete(ticket.upload)).status).toBe(200)
  })

  it('is private until it is inspected, and public after that on a public route', async () => {
    const aclOf = (key: string) =>
      rig.cloud.inspect.objects(rig.cloud.bucket)?.find((object) => object.key === key)?.acl
    const bytes = photoOf(PART + 5)
    const stored = async (route: string) => {
      const ticket = await rig.as('ann').ticket(bytes.length, {}, route)
      await send(ticket, bytes)
      return (await rig.as('ann').complete(ticket.upload)).body.file
    }
    const [poster, photo] = [await stored('poster'), await stored('photo')]
    expect([aclOf(poster.key), aclOf(photo.key)]).toEqual(['public-read', 'private'])
    expect(poster.url).not.toContain('?')
    expect((await fetch(poster.url)).status).toBe(200)
    const operations = rig.cloud.journal.entries
      .filter(({ key }) => key === poster.key)
      .map(({ operation }) => operation)
    const [completed, looked, published] = ['CompleteMultipartUpload', 'GetObject', 'PutObjectAcl'].map((name) =>
      operations.indexOf(name),
    ) as [number, number, number]
    expect(completed).toBeLessThan(looked)
    expect(looked).toBeLessThan(published)
  })

  it('costs one call to OSS for the ticket, and none for more signatures', async () => {
    const ticket = await rig.as('ann').ticket(20 * PART)
    await rig.as('ann').parts(ticket.upload, 1, 20)
    const { entries } = rig.cloud.journal
    const ofOss = entries.filter(({ key }) => ticket.url.endsWith(`/${key}`)).map(({ operation }) => operation)
    expect(ofOss).toEqual(['InitiateMultipartUpload'])
  })

  it('of a gigabyte in 1,024 parts is signed in two calls, with one signature for each part', async () => {
    const partSize = 1024 * 1024
    const ticket = await rig.as('ann').ticket(1024 * partSize, { partSize })
    const more = await rig.as('ann').parts(ticket.upload, 513, 1000)
    expect([ticket.from, ticket.signatures.length]).toEqual([1, 512])
    expect([more.body.from, more.body.signatures.length]).toEqual([513, 512])
    expect(new Set([...ticket.signatures, ...more.body.signatures]).size).toBe(1024)
    const part = new Uint8Array(partSize)
    const last = `${ticket.url}?${more.body.query}&partNumber=1024&x-oss-signature=${more.body.signatures.at(-1)}`
    expect([await put(last, part), calls('InitiateMultipartUpload')]).toEqual(['200', 1])
  })

  it('is counted as initiated, completed, aborted and stored', async () => {
    const bytes = photoOf(PART)
    const ann = rig.as('ann')
    const before = await rig.metrics()
    const [kept, dropped] = [await ann.ticket(bytes.length), await ann.ticket(bytes.length)]
    await send(kept, bytes)
    await ann.complete(kept.upload)
    await ann.complete(kept.upload)
    await ann.abort(dropped.upload)
    const after = await rig.metrics()
    const grown = (name: string): number => {
      const valueIn = (text: string) =>
        Number(
          text
            .split('\n')
            .find((line) => line.startsWith(`${name} `))
            ?.split(' ')[1] ?? 0,
        )
      return valueIn(after) - valueIn(before)
    }
    expect(grown('upload_multipart_total{event="initiated"}')).toBe(2)
    expect(grown('upload_multipart_total{event="completed"}')).toBe(1)
    expect(grown('upload_multipart_total{event="aborted"}')).toBe(1)
    expect(grown('upload_stored_files_total{route="photo"}')).toBe(1)
    expect(grown('upload_stored_bytes_total{route="photo"}')).toBe(bytes.length)
  })
})
