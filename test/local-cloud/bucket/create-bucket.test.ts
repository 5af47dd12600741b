import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OSS from 'ali-oss'
import { type LocalCloud, startLocalCloud } from '../../../dev/local-cloud'
import type { KeyPair } from '../../../dev/local-cloud/auth/account-keys'

/** Methods that the types lack. */
type Client = OSS & {
  putBucket(name: string, options?: object): Promise<{ bucket: string }>
  getBucketStat(name: string): Promise<{ stat: Record<string, string> }>
}

let folder: string
let cloud: LocalCloud
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-cloud-'))
  cloud = await startLocalCloud({ folder, bucket: 'first-bucket' })
})
afterEach(async () => {
  await cloud.close()
  await rm(folder, { recursive: true, force: true })
})

function client(pair: KeyPair = cloud.ossUser, bucket = 'new-bucket'): Client {
  const options = { ...pair, bucket, endpoint: cloud.ossUrl, sldEnable: true, region: 'oss-cn-hangzhou' }
  return new OSS({ ...options, authorizationV4: true } as unknown as OSS.Options) as Client
}

const names = async () =>
  ((await client().listBuckets({}, {})) as unknown as { buckets: { name: string }[] }).buckets.map(({ name }) => name)

describe('CreateBucket', () => {
  it('makes a private bucket that can be used, and that the next run still has', async () => {
    expect(await client().putBucket('new-bucket')).toMatchObject({ bucket: 'new-bucket' })
    expect(await names()).toEqual(['first-bucket', 'new-bucket'])
    await client().put('a', Buffer.from('hello'))
    expect((await fetch(`${cloud.ossUrl}/new-bucket/a`)).status).toBe(403)
    await cloud.close()
    cloud = await startLocalCloud({ folder, bucket: 'first-bucket' })
    expect(String((await client().get('a')).content)).toBe('hello')
  })

  it('sets the ACL, also of a bucket that exists', async () => {
    await client().putBucket('new-bucket', { acl: 'public-read' })
    expect((await client().getBucketACL('new-bucket')).acl).toBe('public-read')
    await client().put('a', Buffer.from('x'))
    await client().putBucket('new-bucket', { acl: 'private', storageClass: 'Standard' })
    expect((await client().getBucketACL('new-bucket')).acl).toBe('private')
    expect(String((await client().get('a')).content)).toBe('x')
  })

  it('makes one bucket of two calls at a time', async () => {
    await Promise.all(Array.from({ length: 5 }, () => client().putBucket('new-bucket')))
    expect(await names()).toEqual(['first-bucket', 'new-bucket'])
  })

  it('is refused without the right, with a wrong name, and for storage that is not here', async () => {
    await expect(client(cloud.stranger).putBucket('new-bucket')).rejects.toMatchObject({ code: 'AccessDenied' })
    await expect(client().putBucket('new-bucket', { storageClass: 'Archive' })).rejects.toMatchObject({
      code: 'NotImplemented',
      message: expect.stringContaining('Archive'),
    })
    expect(await names()).toEqual(['first-bucket'])
    expect((await fetch(cloud.ossUrl, { method: 'PUT' })).status).toBe(403)
  })
})

describe('DeleteBucket', () => {
  it('removes an empty bucket for good', async () => {
    await client().putBucket('new-bucket')
    await client().put('a', Buffer.from('x'))
    await expect(client().deleteBucket('new-bucket')).rejects.toMatchObject({ code: 'BucketNotEmpty', status: 409 })
    await client().delete('a')
    await client().deleteBucket('new-bucket')
    await expect(client().put('a', Buffer.from('x'))).rejects.toMatchObject({ code: 'NoSuchBucket' })
    await cloud.close()
    cloud = await startLocalCloud({ folder, bucket: 'first-bucket' })
    expect(await names()).toEqual(['first-bucket'])
    await client().putBucket('new-bucket')
    expect((await client().list({ 'max-keys': 10 }, {})).objects ?? []).toEqual([])
  })

  it('does not remove the default bucket, to which the address belongs', async () => {
    await expect(client().deleteBucket('first-bucket')).rejects.toMatchObject({ code: 'NotImplemented' })
    await expect(client().deleteBucket('no-bucket')).rejects.toMatchObject({ code: 'NoSuchBucket' })
    expect(await names()).toEqual(['first-bucket'])
  })
})

describe('GetBucketStat', () => {
  it('counts objects, uploads and parts with their bytes', async () => {
    await client().putBucket('new-bucket')
    await client().put('a', Buffer.alloc(10))
    await client().put('b', Buffer.alloc(5), { headers: { 'x-oss-storage-class': 'IA' } })
    const { uploadId } = await client().initMultipartUpload('c')
    await client().uploadPart('c', uploadId, 1, Buffer.alloc(7) as never, 0, 7)
    expect((await client().getBucketStat('new-bucket')).stat).toMatchObject({
      Storage: '15',
      ObjectCount: '2',
      MultipartUploadCount: '1',
      MultipartPartCount: '1',
      MultipartPartStorage: '7',
      StandardStorage: '10',
      StandardObjectCount: '1',
      InfrequentAccessStorage: '5',
      InfrequentAccessObjectCount: '1',
    })
  })
})
