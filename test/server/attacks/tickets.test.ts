/** Misuse of valid tickets, over sockets, with the local OSS. */
import type { CompleteAnswer, ErrorBody, FormTicket, UploadsAnswer } from '../../../miniprogram/uploader/contract'
import { defineRoutes, route } from '../../../server/define-routes/route'
import { formIn } from '../../form-in'
import { type CloudRig, ossCode, startCloudRig } from '../cloud-rig'

const JPEG = Buffer.concat([Buffer.from('ffd8ffe000', 'hex'), Buffer.from('first')])
const OTHER = Buffer.concat([Buffer.from('ffd8ffe000', 'hex'), Buffer.from('other')])
const PAGE = Buffer.from('<html>'.padEnd(JPEG.length))
const hookIds: string[] = []

const routes = defineRoutes({
  photo: route({
    accept: ['image/jpeg'],
    maxSize: '5MB',
    onStored: ({ id }) => {
      hookIds.push(id)
    },
  }),
})

let rig: CloudRig
/** Without a callback nothing is confirmed unless the test calls `complete`. */
beforeAll(async () => {
  rig = await startCloudRig({ routes })
})
afterAll(() => rig.close())

type Answer = CompleteAnswer & { error: ErrorBody }

async function ticketFor(file: object = {}): Promise<FormTicket> {
  const files = [{ size: JPEG.length, type: 'image/jpeg', ...file }]
  const { body } = await rig.post<UploadsAnswer>('ann', '/v1/uploads', { route: 'photo', files })
  return formIn(body)
}

function send({ url, fields }: FormTicket, content = JPEG, change: Record<string, string> = {}): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...fields, ...change })) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(content)]), 'x.jpg')
  return fetch(url, { method: 'POST', body: form })
}

const complete = async (upload: string) => (await rig.post<Answer>('ann', '/v1/uploads/complete', { upload })).body

const bytesOf = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer())

describe('a ticket', () => {
  it('used twice before it is confirmed is refused the second time, and the first file stays', async () => {
    const ticket = await ticketFor()
    expect((await send(ticket)).status).toBe(200)
    const second = await send(ticket, OTHER)
    expect([second.status, await ossCode(second)]).toEqual([409, 'FileAlreadyExists'])
    expect(await bytesOf((await complete(ticket.upload)).file.url)).toEqual(JPEG)
  })

  it('used again after confirmation changes nothing about the file, and leaves nothing else', async () => {
    const ticket = await ticketFor()
    await send(ticket)
    const { file } = await complete(ticket.upload)
    for (const content of [OTHER, PAGE]) {
      await rig.cleared()
      expect((await send(ticket, content)).status).toBe(200)
      expect((await complete(ticket.upload)).file).toMatchObject({ key: file.key, crc64: file.crc64 })
    }
    await rig.cleared()
    expect(await bytesOf(file.url)).toEqual(JPEG)
  })

  /** A ticket whose file was confirmed, and then deleted by the app. */
  async function ticketOfDeleted() {
    const ticket = await ticketFor()
    await send(ticket)
    const { file } = await complete(ticket.upload)
    await rig.cleared()
    await rig.remove(file.key)
    expect((await complete(ticket.upload)).error.code).toBe('not-stored')
    return { ticket, file }
  }

  it('used again after the file was deleted confirms another file, and the hook gets the same id', async () => {
    const { ticket, file } = await ticketOfDeleted()
    await send(ticket, OTHER)
    expect((await complete(ticket.upload)).file.key).toBe(file.key)
    const id = hookIds.at(-1)
    expect(hookIds.filter((known) => known === id)).toHaveLength(2)
  })

  it('used again after the file was deleted is inspected again, and stores nothing after a refusal', async () => {
    const { ticket } = await ticketOfDeleted()
    await send(ticket, PAGE)
    expect((await complete(ticket.upload)).error.code).toBe('content-refused')
    expect((await send(ticket, OTHER)).status).toBe(409)
    expect((await complete(ticket.upload)).error.code).toBe('content-refused')
  })

  it('is not valid for another ticket’s key, or with another ticket’s policy', async () => {
    const [mine, other] = [await ticketFor(), await ticketFor()]
    for (const name of ['key', 'policy', 'x-oss-signature'] as const) {
      const response = await send(mine, JPEG, { [name]: other.fields[name] ?? '' })
      expect([name, response.status]).toEqual([name, 403])
    }
  })

  it('carries a name with line breaks, quotes and slashes to the reader, and injects no header', async () => {
    const name = '../"a";\r\nx-oss-object-acl: public-read\r\n\r\n<script>.html'
    const ticket = await ticketFor({ name })
    await send(ticket)
    const { file } = await complete(ticket.upload)
    expect(file.name).toBe(name)
    const { headers } = await fetch(file.url)
    expect(headers.get('content-type')).toBe('image/jpeg')
    const [kind, encoded = ''] = (headers.get('content-disposition') ?? '').split("; filename*=UTF-8''")
    expect([kind, decodeURIComponent(encoded)]).toEqual(['inline', name])
    expect((await fetch(file.url.replace(/\?.*/, ''))).status).toBe(403)
  })
})

describe('a callback', () => {
  const callBack = async (body: string) => {
    const answer = await rig.cloud.sendCallback({
      url: `${rig.url}/v1/uploads/callback`,
      body,
      contentType: 'application/x-www-form-urlencoded',
    })
    return JSON.parse(Buffer.from(answer.body).toString()) as Answer
  }

  it('sent again and again answers the same file, which is promoted once', async () => {
    const ticket = await ticketFor()
    await send(ticket)
    const body = `upload=${ticket.upload}&object=x&size=1`
    const first = await callBack(body)
    expect(await callBack(body)).toEqual(first)
    expect(rig.cloud.journal.count({ operation: 'CopyObject', key: first.file.key, status: 200 })).toBe(1)
  })

  it('sent again after the file was deleted restores nothing', async () => {
    const ticket = await ticketFor()
    await send(ticket)
    const body = `upload=${ticket.upload}`
    const { file } = await callBack(body)
    await rig.cleared()
    await rig.remove(file.key)
    expect((await callBack(body)).error.code).toBe('not-stored')
  })

  it('from another bucket, with a valid upload of this backend, is answered by the state of this backend’s bucket', async () => {
    const ticket = await ticketFor()
    expect((await callBack(`upload=${ticket.upload}&bucket=theirs&size=${JPEG.length}`)).error.code).toBe('not-stored')
    await send(ticket)
    const { file } = await callBack(`upload=${ticket.upload}&bucket=theirs&object=theirs.html&size=1&crc64=1`)
    expect(file).toMatchObject({ size: JPEG.length, type: 'image/jpeg' })
    expect(await bytesOf(file.url)).toEqual(JPEG)
  })
})
