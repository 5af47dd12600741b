/** The settings of a route, as OSS stores them with the file. */
import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { z } from 'zod'
import type {
  FileUrl,
  MultipartTicket,
  Refusal,
  StoredFile,
  UploadsAnswer,
} from '../../../miniprogram/uploader/contract'
import { defineRoutes, route } from '../../../server/define-routes/route'
import { formIn } from '../../form-in'
import { type CloudRig, ossCode, startCloudRig } from '../cloud-rig'

const PHOTO = readFileSync(new URL('../../../dev/samples/photo.jpg', import.meta.url))
const PDF = Buffer.from('%PDF-1.7\n')

const styles = { small: 'image/resize,w_200', square: 'image/resize,m_fill,w_100,h_100' }
const seen: StoredFile['thumbnailUrl'][] = []

const routes = defineRoutes({
  album: route({
    accept: ['image/jpeg', 'application/pdf'],
    maxSize: '5MB',
    keyPrefix: 'albums/2026',
    input: z.object({ title: z.string().trim() }),
    metadata: ({ user, input, file }) => ({ Owner: user.id, title: input.title, note: `${file.name}: 100%` }),
    cacheControl: 'private, max-age=31536000, immutable',
    contentDisposition: 'attachment',
    styles,
    thumbnail: 'small',
    onStored: ({ file }) => {
      seen.push(file.thumbnailUrl)
    },
  }),
  poster: route({
    accept: ['image/jpeg', 'application/pdf'],
    maxSize: '5MB',
    visibility: 'public',
    metadata: { source: 'mini-program' },
    contentDisposition: 'inline',
    styles,
    thumbnail: 'square',
  }),
  broken: route({ accept: ['image/jpeg'], maxSize: '5MB', metadata: () => ({ 'a b': 'x' }) }),
})

let rig: CloudRig
beforeAll(async () => {
  rig = await startCloudRig({ routes })
})
afterAll(() => rig.close())

interface Asked {
  route: string
  input?: object
  name?: string
  type?: string
  bytes?: Buffer
}

async function store({ route: name, input, bytes = PHOTO, type = 'image/jpeg', ...file }: Asked) {
  const files = [{ ...file, size: bytes.length, type }]
  const ticket = formIn((await rig.post<UploadsAnswer>('ann', '/v1/uploads', { route: name, input, files })).body)
  const form = new FormData()
  for (const [field, value] of Object.entries(ticket.fields)) form.append(field, value)
  form.append('file', new Blob([new Uint8Array(bytes)]), 'x')
  await fetch(ticket.url, { method: 'POST', body: form })
  return rig.post<{ file: StoredFile; error?: { code: string } }>('ann', '/v1/uploads/complete', {
    upload: ticket.upload,
  })
}

const album = { route: 'album', input: { title: ' 旅行\n ' }, name: '照片.jpg' }

describe('a stored file', () => {
  it('is in the folder of its route, with exactly the route’s metadata, cache control and disposition', async () => {
    const { file } = (await store(album)).body
    expect(file.key).toMatch(/^uploads\/albums\/2026\/[0-9a-f]{24}\/[0-9a-f]{32}\.jpg$/)
    const { headers } = await fetch(file.url)
    const kept = Object.fromEntries([...headers].filter(([name]) => /^(x-oss-meta-|cache|content-disp)/.test(name)))
    expect(kept).toEqual({
      'cache-control': 'private, max-age=31536000, immutable',
      'content-disposition': "attachment; filename*=UTF-8''%E7%85%A7%E7%89%87.jpg",
      'x-oss-meta-owner': 'ann',
      'x-oss-meta-title': '%E6%97%85%E8%A1%8C',
      'x-oss-meta-note': '%E7%85%A7%E7%89%87.jpg: 100%25',
      'x-oss-meta-width': '1600',
      'x-oss-meta-height': '1200',
    })
    expect(decodeURIComponent(kept['x-oss-meta-note'] ?? '')).toBe('照片.jpg: 100%')
  })

  it('has a thumbnail if it is a picture, which the hook gets as well, and whose style cannot be changed', async () => {
    const { file } = (await store(album)).body
    expect(seen.at(-1)).toBe(file.thumbnailUrl)
    const thumbnail = await fetch(file.thumbnailUrl ?? '')
    const { width, height } = await sharp(Buffer.from(await thumbnail.arrayBuffer())).metadata()
    expect([thumbnail.status, width, height]).toEqual([200, 200, 150])
    const larger = await fetch((file.thumbnailUrl ?? '').replace('w_200', 'w_2000'))
    expect([larger.status, await ossCode(larger)]).toEqual([403, 'SignatureDoesNotMatch'])
    const paper = (await store({ ...album, bytes: PDF, type: 'application/pdf' })).body.file
    expect(paper.thumbnailUrl).toBeUndefined()
  })

  it('can be read in another style with /v1/urls', async () => {
    const { file } = (await store(album)).body
    const ask = { keys: [file.key], style: 'square' }
    const { urls } = (await rig.post<{ urls: (FileUrl | Refusal)[] }>('ann', '/v1/urls', ask)).body
    const [found] = urls
    const { width, height } = await sharp(
      Buffer.from(await (await fetch(found && 'url' in found ? found.url : '')).arrayBuffer()),
    ).metadata()
    expect([width, height]).toEqual([100, 100])
  })

  it('sent in parts has all of these settings as well', async () => {
    const bytes = Buffer.concat([PHOTO, Buffer.alloc(100 * 1024)])
    const files = [{ name: '照片.jpg', size: bytes.length, type: 'image/jpeg', partSize: 100 * 1024 }]
    const request = { route: 'album', input: album.input, files }
    const { uploads } = (await rig.post<{ uploads: MultipartTicket[] }>('ann', '/v1/uploads', request)).body
    const [{ upload = '', url = '', query = '', headers = {}, signatures = [] } = {}] =
      uploads as Partial<MultipartTicket>[]
    for (const [index, signature] of signatures.entries()) {
      const body = new Uint8Array(bytes.subarray(index * 100 * 1024, (index + 1) * 100 * 1024))
      const part = `${url}?${query}&partNumber=${index + 1}&x-oss-signature=${signature}`
      expect((await fetch(part, { method: 'PUT', headers, body })).status).toBe(200)
    }
    const { file } = (await rig.post<{ file: StoredFile }>('ann', '/v1/uploads/complete', { upload })).body
    expect(file.key).toMatch(/^uploads\/albums\/2026\//)
    const stored = (await fetch(file.url)).headers
    expect(stored.get('x-oss-meta-title')).toBe('%E6%97%85%E8%A1%8C')
    expect(stored.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect(stored.get('content-disposition')).toMatch(/^attachment; filename/)
    expect((await fetch(file.thumbnailUrl ?? '')).status).toBe(200)
  })

  it('with invalid metadata is not initiated in parts', async () => {
    const before = rig.cloud.journal.count({ operation: 'InitiateMultipartUpload' })
    const files = [{ size: 300 * 1024, type: 'image/jpeg', partSize: 100 * 1024 }]
    const { status } = await rig.post('ann', '/v1/uploads', { route: 'broken', files })
    expect([status, rig.cloud.journal.count({ operation: 'InitiateMultipartUpload' })]).toEqual([500, before])
  })

  it('of a public route has plain URLs that never expire, also for its thumbnail', async () => {
    const { file } = (await store({ route: 'poster' })).body
    expect([file.url, file.thumbnailUrl, file.urlExpiresIn]).toEqual([
      `${rig.cloud.ossUrl}/${file.key}`,
      `${rig.cloud.ossUrl}/${file.key}?x-oss-process=image%2Fresize%2Cm_fill%2Cw_100%2Ch_100`,
      undefined,
    ])
    const thumbnail = await fetch(file.thumbnailUrl ?? '')
    const { width } = await sharp(Buffer.from(await thumbnail.arrayBuffer())).metadata()
    expect([thumbnail.status, width]).toEqual([200, 100])
    const { headers } = await fetch(file.url)
    expect(headers.get('x-oss-meta-source')).toBe('mini-program')
  })

  it('is shown in place if its route says so', async () => {
    const paper = { route: 'poster', bytes: PDF, type: 'application/pdf', name: 'a.pdf' }
    const { headers } = await fetch((await store(paper)).body.file.url)
    expect(headers.get('content-disposition')).toBe("inline; filename*=UTF-8''a.pdf")
  })

  it('is not confirmed while its route’s metadata are invalid, and stays', async () => {
    const { status, body } = await store({ route: 'broken' })
    expect([status, body.error?.code]).toEqual([500, 'server-error'])
    expect(JSON.stringify(rig.lines.at(-1))).toContain('metadata: expected names of letters')
  })
})
