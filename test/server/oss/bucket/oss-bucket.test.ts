/** The bucket's port over sockets against the local cloud; ali-oss implements the same port as a second opinion. */

import { aliOssBucket } from '../../../../bench/rig/backend/ali-oss-bucket'
import type { LocalCloud } from '../../../../dev/local-cloud'
import { encodePath } from '../../../../miniprogram/uploader/oss-v4/encoding'
import { partSigner } from '../../../../miniprogram/uploader/oss-v4/part-signatures'
import { fixedCredentials } from '../../../../server/credentials/credentials'
import { type Bucket, isMark } from '../../../../server/oss/bucket/bucket'
import { ossBucket } from '../../../../server/oss/bucket/oss-bucket'
import { nodePrimitives } from '../../../../server/oss/signing/node-primitives'
import { putUrl } from '../../../../server/oss/signing/put-url'
import { type Running, startTestCloud } from '../../../local-cloud/rig/test-cloud'

let running: Running
beforeAll(async () => {
  running = await startTestCloud()
})
afterAll(() => running.close())

const placeOf = ({ bucket, region, ossUrl }: LocalCloud) => ({ bucket, region, endpoint: ossUrl })

const keysOf = (cloud: LocalCloud) => ({ ...cloud.root, expiresAt: Number.POSITIVE_INFINITY })

async function put(cloud: LocalCloud, key: string, text: string): Promise<void> {
  const { bucket, region, ossUrl: domain } = cloud
  const terms = { bucket, region, domain, key, size: text.length, contentType: 'text/html', expiresSeconds: 60 }
  const { url, headers } = putUrl(terms, keysOf(cloud), Date.now())
  expect((await fetch(url, { method: 'PUT', headers, body: text })).status).toBe(200)
}

/** Sends a part of 6 bytes. */
async function putPart(cloud: LocalCloud, key: string, uploadId: string, number: number): Promise<void> {
  const { bucket, region, ossUrl } = cloud
  const { query, headers, sign } = partSigner(
    { bucket, region, key, uploadId, expiresSeconds: 60 },
    keysOf(cloud),
    Date.now(),
    nodePrimitives,
  )
  const url = `${ossUrl}/${encodePath(key)}?${query}&partNumber=${number}&x-oss-signature=${sign(number)}`
  expect((await fetch(url, { method: 'PUT', headers, body: 'a part' })).status).toBe(200)
}

const ownClient = (cloud: LocalCloud): Bucket => ossBucket(placeOf(cloud), fixedCredentials(cloud.root))

const CLIENTS: Record<string, (cloud: LocalCloud) => Omit<Bucket, 'examine'>> = {
  'the backend’s own client': ownClient,
  'ali-oss': (cloud) => aliOssBucket(placeOf(cloud), keysOf(cloud)),
}

describe.each(Object.entries(CLIENTS))('the bucket by %s', (name, clientOf) => {
  const own = (key: string): string => `${name.length}/ ~(照片)'!*%+&=?#${key}`
  const settings = {
    contentType: 'text/plain',
    contentDisposition: "inline; filename*=UTF-8''a%20b",
    acl: 'private',
  } as const

  it('puts, describes, reads, copies, publishes and removes an object of any name', async () => {
    const bucket = clientOf(running.cloud)
    const [from, to] = [own('from'), own('to')]
    await put(running.cloud, from, 'some text of 22 bytes.')
    const stored = await bucket.head(from)
    expect(stored).toMatchObject({ size: 22, objectType: 'Normal', storageClass: 'Standard' })
    const etag = stored?.etag ?? ''
    expect(await bucket.readBeginning(from, 9)).toEqual({ bytes: Buffer.from('some text'), etag })
    expect((await bucket.readBeginning(from, 100))?.bytes).toHaveLength(22)
    expect(await bucket.readBeginning(own('none'), 9)).toBeUndefined()
    expect(await bucket.promote({ from, to, ifMatch: '"other"', ...settings })).toBe('gone')
    expect(await bucket.promote({ from, to, ifMatch: etag, ...settings })).toBe('copied')
    expect(await bucket.promote({ from, to, ifMatch: etag, ...settings })).toBe('exists')
    expect(await bucket.head(to)).toMatchObject({ contentType: 'text/plain', crc64: stored?.crc64 })
    expect((await fetch(`${running.cloud.ossUrl}/${encodePath(to)}`)).status).toBe(403)
    expect(await bucket.publish(to)).toBe('published')
    const read = await fetch(`${running.cloud.ossUrl}/${encodePath(to)}`)
    expect([read.status, read.headers.get('content-disposition')]).toEqual([200, settings.contentDisposition])
    expect(await bucket.publish(own('none'))).toBe('gone')
    await bucket.putMark({ key: to, state: 'open', overwrite: false })
    expect(await bucket.head(to)).toMatchObject({ contentType: 'text/plain' })
    for (const state of ['open', 'accepted'] as const) {
      await bucket.putMark({ key: to, state })
      const mark = await bucket.head(to)
      expect([mark && isMark(mark, state), mark?.size]).toEqual([true, 0])
    }
    expect(await bucket.readBeginning(to, 9)).toBeUndefined()
    for (const key of [from, to, own('none')]) await bucket.remove(key)
    expect([await bucket.head(from), await bucket.head(to)]).toEqual([undefined, undefined])
  })

  it('makes an object of parts, once', async () => {
    const bucket = clientOf(running.cloud)
    const key = own('parts')
    const uploadId = await bucket.initiate({ key, contentType: 'image/jpeg' })
    await putPart(running.cloud, key, uploadId, 1)
    const parts = (await bucket.listParts(key, uploadId)) ?? []
    expect(parts).toEqual([{ number: 1, size: 6, etag: expect.any(String), crc64: expect.stringMatching(/^\d+$/) }])
    const [part] = parts
    const wrong = [{ number: 1, etag: '"0123456789ABCDEF0123456789ABCDEF"' }]
    expect(await bucket.complete({ key, uploadId, parts: wrong })).toBe('changed')
    expect(await bucket.complete({ key, uploadId, parts })).toBe('completed')
    expect(await bucket.complete({ key, uploadId, parts })).toBe('gone')
    expect(await bucket.listParts(key, uploadId)).toBeUndefined()
    expect(await bucket.head(key)).toMatchObject({ objectType: 'Multipart', size: part?.size })
    const second = await bucket.initiate({ key: own('aborted'), contentType: 'image/jpeg' })
    expect(await bucket.listParts(own('aborted'), second)).toEqual([])
    expect(await bucket.abort(own('aborted'), second)).toBe('aborted')
    expect(await bucket.abort(own('aborted'), second)).toBe('gone')
  })
})

describe('the backend’s own client of OSS', () => {
  it('lists more parts than OSS gives in one page', async () => {
    const bucket = ownClient(running.cloud)
    const key = 'many parts'
    const uploadId = await bucket.initiate({ key, contentType: 'image/jpeg' })
    for (let first = 1; first <= 1001; first += 7) {
      await Promise.all(Array.from({ length: 7 }, (_, index) => putPart(running.cloud, key, uploadId, first + index)))
    }
    const listed = (await bucket.listParts(key, uploadId)) ?? []
    expect(listed.map(({ number }) => number)).toEqual(Array.from({ length: 1001 }, (_, index) => index + 1))
  })

  it.each(['answer', 'lose-answer'] as const)('tries twice more after a temporary failure (%s)', async (kind) => {
    const bucket = ownClient(running.cloud)
    const fault = kind === 'answer' ? { kind, status: 503, code: 'ServiceUnavailable' } : { kind }
    await bucket.putMark({ key: 'there', state: 'open' })
    running.cloud.faults.inject('HeadObject', fault, 2)
    expect(await bucket.head('there')).toBeDefined()
    running.cloud.faults.inject('HeadObject', fault, 3)
    await expect(bucket.head('there')).rejects.toMatchObject({ code: 'cloud-unavailable' })
  })

  it('finds its work done if the answer was lost', async () => {
    const { cloud } = running
    const bucket = ownClient(cloud)
    await put(cloud, 'lost', 'text')
    const etag = (await bucket.head('lost'))?.etag ?? ''
    cloud.faults.inject('CopyObject', { kind: 'lose-answer' }, 1)
    const copy = { from: 'lost', to: 'copied', ifMatch: etag, contentType: 'text/plain', acl: 'private' } as const
    expect(await bucket.promote(copy)).toBe('exists')
    cloud.faults.inject('DeleteObject', { kind: 'lose-answer' }, 1)
    await bucket.remove('lost')
    expect(await bucket.head('lost')).toBeUndefined()
  })

  it('says what OSS says, for the log', async () => {
    const { cloud } = running
    const stranger = ossBucket(placeOf(cloud), fixedCredentials({ ...cloud.root, accessKeySecret: 'wrong' }))
    const cause = {
      name: 'OssError',
      code: 'SignatureDoesNotMatch',
      status: 403,
      requestId: expect.stringMatching(/^\w+$/),
    }
    for (const refused of [stranger.head('a'), stranger.remove('a'), stranger.listParts('a', 'b')]) {
      await expect(refused).rejects.toMatchObject({ code: 'server-misconfigured', cause })
    }
  })

  it('tells a missing bucket from a missing object', async () => {
    const { cloud } = running
    const other = ossBucket({ ...placeOf(cloud), bucket: 'another-bucket' }, fixedCredentials(cloud.root))
    await expect(other.head('a')).rejects.toMatchObject({ code: 'server-misconfigured' })
  })
})
