/** `POST /v1/presign`: one PUT of exactly the declared file, and one GET. */
import type { CompleteAnswer, ErrorBody } from '../../../../miniprogram/uploader/contract'
import type { PresignAnswer } from '../../../../miniprogram/uploader/optional-endpoints'
import { defineRoutes, route } from '../../../../server/define-routes/route'
import { refusal } from '../../../../server/faults/fault'
import { type CloudRig, ossCode, startCloudRig } from '../../cloud-rig'
import { fixture } from '../../fixture'

const JPEG = Buffer.concat([Buffer.from('ffd8ffe000', 'hex'), Buffer.from('6789')])
const file = { name: '照片.jpg', size: JPEG.length, type: 'image/jpeg' }

const routes = defineRoutes({
  photo: route({
    accept: ['image/jpeg'],
    maxSize: '5KB',
    authorize: ({ user }) => {
      if (user.id === 'banned') throw refusal('你已被禁止上传')
    },
    onStored: ({ id }) => ({ id }),
  }),
  text: route({ accept: ['text/plain'], maxSize: '5KB', minSize: '0KB' }),
})

let rig: CloudRig
beforeAll(async () => {
  rig = await startCloudRig({ routes, optionalEndpoints: ['presign'] })
})
afterAll(() => rig.close())

type Refused = { error: ErrorBody }

const presign = async (body: object, user = 'ann') => rig.post<PresignAnswer & Refused>(user, '/v1/presign', body)
const presignPut = async (change: object = {}): Promise<PresignAnswer> =>
  (await presign({ method: 'PUT', route: 'photo', file, ...change })).body
const complete = (upload = '', user = 'ann') =>
  rig.post<CompleteAnswer & Refused>(user, '/v1/uploads/complete', { upload })

const put = ({ url, headers }: PresignAnswer, content: Uint8Array = JPEG, change: Record<string, string> = {}) =>
  fetch(url, { method: 'PUT', headers: { ...headers, ...change }, body: content as Uint8Array<ArrayBuffer> })

describe('a presigned PUT', () => {
  it('stores exactly the declared file, which complete then inspects and promotes like any other', async () => {
    const presigned = await presignPut()
    expect(presigned).toEqual({
      method: 'PUT',
      url: expect.stringContaining('/uploads/pending/photo/'),
      headers: { 'content-type': 'image/jpeg', 'x-oss-forbid-overwrite': 'true', 'x-oss-object-acl': 'private' },
      expiresIn: 600,
      upload: expect.any(String),
    })
    expect((await put(presigned)).status).toBe(200)
    const { status, body } = await complete(presigned.upload)
    expect([status, body.file]).toMatchObject([200, { ...file, data: { id: expect.any(String) } }])
    expect(body.file.key).toMatch(/^uploads\/photo\/[0-9a-f]{24}\/[0-9a-f]{32}\.jpg$/)
    const read = await fetch(body.file.url)
    expect(Buffer.from(await read.arrayBuffer())).toEqual(JPEG)
    expect(await complete(presigned.upload)).toEqual({ status, body })
  })

  it('stores an empty file if the route accepts empty ones', async () => {
    const presigned = await presignPut({ route: 'text', file: { size: 0, type: 'text/plain' } })
    expect((await put(presigned, new Uint8Array())).status).toBe(200)
    expect((await complete(presigned.upload)).body.file).toMatchObject({ size: 0, crc64: '0' })
  })

  it.each<[string, Uint8Array, Record<string, string>]>([
    ['one byte more', Buffer.concat([JPEG, Buffer.from('x')]), {}],
    ['one byte fewer', JPEG.subarray(1), {}],
    ['another type', JPEG, { 'content-type': 'text/html' }],
    ['another type for OSS only', JPEG, { 'x-oss-content-type': 'text/html' }],
    ['a public ACL', JPEG, { 'x-oss-object-acl': 'public-read' }],
    ['overwriting', JPEG, { 'x-oss-forbid-overwrite': 'false' }],
    ['metadata', JPEG, { 'x-oss-meta-evil': '1' }],
    ['another storage class', JPEG, { 'x-oss-storage-class': 'Archive' }],
    ['a copy of another object', JPEG, { 'x-oss-copy-source': '/local-bucket/uploads/secret.jpg' }],
    ['a symlink', JPEG, { 'x-oss-symlink-target': 'uploads/secret.jpg' }],
    ['a callback', JPEG, { 'x-oss-callback': 'eyJ9' }],
  ])('does not let %s through', async (_, content, headers) => {
    const response = await put(await presignPut(), content, headers)
    expect([response.status, await ossCode(response)]).toEqual([403, 'SignatureDoesNotMatch'])
  })

  it.each([
    ['for another key', (url: string) => url.replace('/pending/photo/', '/photo/')],
    ['as a symlink', (url: string) => `${url}&symlink`],
    ['as a change of ACL', (url: string) => `${url}&acl`],
    ['for longer', (url: string) => url.replace('x-oss-expires=600', 'x-oss-expires=6000')],
  ])('is not valid %s', async (_, change) => {
    const presigned = await presignPut()
    const response = await put({ ...presigned, url: change(presigned.url) })
    expect([response.status, await ossCode(response)]).toEqual([403, 'SignatureDoesNotMatch'])
  })

  it('works once', async () => {
    const presigned = await presignPut()
    await put(presigned)
    const response = await put(presigned)
    expect([response.status, await ossCode(response)]).toEqual([409, 'FileAlreadyExists'])
  })

  it('ignores everything that the signature does not cover', async () => {
    const presigned = await presignPut()
    const headers = { 'cache-control': 'public, max-age=1', 'content-disposition': 'attachment; filename=evil.exe' }
    expect((await put(presigned, JPEG, headers)).status).toBe(200)
    const { body } = await complete(presigned.upload)
    const read = await fetch(body.file.url)
    expect(read.headers.get('cache-control')).toBeNull()
    expect(read.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''%E7%85%A7%E7%89%87.jpg")
  })

  it('is inspected: a page that is declared a photo is removed', async () => {
    const page = Buffer.from('<html><script>alert(1)</script>')
    const presigned = await presignPut({ file: { size: page.length, type: 'image/jpeg' } })
    expect((await put(presigned, page)).status).toBe(200)
    expect((await complete(presigned.upload)).body.error.code).toBe('content-refused')
    expect((await complete(presigned.upload)).body.error.code).toBe('content-refused')
  })

  it('can be confirmed only by its own user', async () => {
    const presigned = await presignPut()
    await put(presigned)
    expect((await complete(presigned.upload, 'bob')).body.error.code).toBe('forbidden')
  })

  it.each([
    ['unknown-route', 404, { route: 'video' }],
    ['input-invalid', 422, { input: 1 }],
    ['file-empty', 422, { file: { ...file, size: 0 } }],
    ['file-too-large', 413, { file: { ...file, size: 5121 } }],
    ['type-not-accepted', 415, { file: { ...file, type: 'image/png' } }],
    ['bad-request', 400, { file: { ...file, partSize: 1024 } }],
    ['bad-request', 400, { method: 'DELETE' }],
    ['bad-request', 400, { key: 'uploads/photo/x.jpg' }],
  ])('is refused as %s (%d) for %j', async (code, status, change) => {
    const refused = await presign({ method: 'PUT', route: 'photo', file, ...change })
    expect([refused.status, refused.body.error.code]).toEqual([status, code])
  })

  it('is refused by the route’s authorize, with its sentence', async () => {
    const { status, body } = await presign({ method: 'PUT', route: 'photo', file }, 'banned')
    expect([status, body.error]).toMatchObject([403, { code: 'forbidden', message: '你已被禁止上传' }])
  })
})

describe('a presigned GET', () => {
  it('is what /v1/urls would answer for the same key', async () => {
    const presigned = await presignPut()
    await put(presigned)
    const { key } = (await complete(presigned.upload)).body.file
    const { body } = await presign({ method: 'GET', key, downloadAs: 'a.jpg' })
    const urls = await rig.post<{ urls: { url: string }[] }>('ann', '/v1/urls', { keys: [key], downloadAs: 'a.jpg' })
    expect(body).toEqual({ method: 'GET', headers: {}, url: urls.body.urls[0]?.url, expiresIn: expect.any(Number) })
    expect((await fetch(body.url)).headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a.jpg")
    const others = await presign({ method: 'GET', key }, 'bob')
    expect([others.status, others.body.error.code]).toEqual([403, 'forbidden'])
  })
})

describe('POST /v1/presign', () => {
  const body = { method: 'PUT', route: 'photo', file }

  it('does not exist unless the backend offers it', async () => {
    const { status, body: answer } = await fixture().as('ann').post('/v1/presign', body)
    expect([status, answer.error?.code]).toEqual([404, 'not-found'])
  })

  it('needs a signed-in user, counts as a ticket and declares its bytes', async () => {
    const limits = { ticketsPerUserPerHour: 3, bytesPerUserPerDay: 3 * file.size - 1 }
    const f = fixture({ routes, optionalEndpoints: ['presign'], limits })
    expect((await f.post('/v1/presign', body)).status).toBe(401)
    const statuses: number[] = []
    for (const user of ['ann', 'ann', 'ann', 'bob']) statuses.push((await f.as(user).post('/v1/presign', body)).status)
    expect(statuses).toEqual([200, 200, 429, 200])
    const metrics = await f.app.fetch(new Request('http://localhost/metrics'), {
      incoming: { socket: { remoteAddress: '127.0.0.1' } },
    })
    expect(await metrics.text()).toContain('upload_tickets_total{route="photo"} 3\n')
  })
})
