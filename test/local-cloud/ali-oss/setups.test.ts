import { Readable } from 'node:stream'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { type Client, ossClient, SETUPS } from '../rig/ali-oss-clients'
import { BUCKET } from '../rig/in-process'
import { assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
let session: Credentials
beforeAll(async () => {
  running = await startTestCloud({ otherBuckets: ['second-bucket'] })
  session = await assumeRole(running.cloud)
})
afterAll(() => running.close())

const PART = 100 * 1024

describe.each(SETUPS)('ali-oss with $name', (setup) => {
  let client: Client
  const folder = setup.name.replaceAll(' ', '-')
  beforeAll(() => {
    client = ossClient(running.cloud, session, setup)
  })

  it.each(['plain', '照片/猫.jpg', 'a b', 'a+b', '100%', '%41', "!'()*~", 'q?x=1&y#z', `${BUCKET}/inner`])(
    'puts, heads, gets and deletes the key %j',
    async (name) => {
      const key = `${folder}/${name}`
      await client.put(key, Buffer.from('hello world'), { mime: 'image/jpeg', meta: { owner: 'me' } })
      const head = await client.head(key)
      expect(head.meta).toEqual({ owner: 'me' })
      expect(head.res.headers).toMatchObject({ 'content-length': '11', 'content-type': 'image/jpeg' })
      expect((await client.get(key)).content.toString()).toBe('hello world')
      expect((await client.list({ prefix: key, 'max-keys': 10 })).objects.map((object) => object.name)).toEqual([key])
      await client.delete(key)
      await expect(client.get(key)).rejects.toMatchObject({ code: 'NoSuchKey' })
    },
  )

  it('lists by prefix and delimiter, page by page', async () => {
    const names = ['1', '2/a', '2/b', '3', '4 +%'].map((name) => `${folder}/list/${name}`)
    for (const name of names) await client.put(name, Buffer.from('x'))
    const query = { prefix: `${folder}/list/`, delimiter: '/', 'max-keys': '2' }
    const first = await client.listV2(query)
    expect([first.objects.map(({ name }) => name), first.prefixes, first.isTruncated]).toEqual([
      [names[0]],
      [`${folder}/list/2/`],
      true,
    ])
    const rest = await client.listV2({ ...query, 'continuation-token': first.nextContinuationToken })
    expect([rest.objects.map(({ name }) => name), rest.prefixes, rest.isTruncated]).toEqual([
      [names[3], names[4]],
      null,
      false,
    ])
    const all = await client.list({ prefix: `${folder}/list/`, 'max-keys': '4' })
    expect(all.nextMarker).toBe(names[3])
    const { deleted } = await client.deleteMulti(names)
    expect(deleted?.length).toBe(5)
    expect((await client.list({ prefix: `${folder}/list/` })).objects).toEqual([])
  })

  it('copies, streams and reads ranges', async () => {
    const key = `${folder}/源 +.txt`
    await client.putStream(key, Readable.from([Buffer.from('0123'), Buffer.from('456789')]))
    await client.copy(`${folder}/copy`, key)
    const { content, res } = await client.get(`${folder}/copy`, { headers: { Range: 'bytes=2-4' } })
    expect([content.toString(), res.status]).toEqual(['234', 206])
    const parts: Buffer[] = []
    for await (const part of (await client.getStream(key)).stream) parts.push(part)
    expect(Buffer.concat(parts).toString()).toBe('0123456789')
    expect((await client.getObjectMeta(key)).res.headers).toMatchObject({ 'content-length': '10' })
  })

  it('uploads in parts', async () => {
    const key = `${folder}/分片 +%.bin`
    const file = Buffer.alloc(2 * PART + 7, 'p')
    const shares: number[] = []
    const progress = async (share: number) => void shares.push(share)
    const { res } = await client.multipartUpload(key, file, { partSize: PART, parallel: 2, progress })
    expect(res.status).toBe(200)
    expect(shares.at(-1)).toBe(1)
    expect((await client.get(key)).content.equals(file)).toBe(true)
    expect((await client.head(key)).res.headers).toMatchObject({ 'x-oss-object-type': 'Multipart' })
    const source = { sourceKey: key, sourceBucketName: BUCKET }
    await client.multipartUploadCopy(`${folder}/again`, source, { partSize: PART })
    expect((await client.get(`${folder}/again`)).content.equals(file)).toBe(true)
  })

  it('signs URLs to put and to get, if this setup can', async () => {
    if (setup.address === 'ip') {
      expect(() => client.signatureUrl('a')).toThrow('IP')
      return
    }
    const key = `${folder}/签名 +%.png`
    const type = { 'content-type': 'image/png' }
    const put = setup.v4
      ? await client.signatureUrlV4('PUT', 60, { headers: type }, key)
      : client.signatureUrl(key, { method: 'PUT', expires: 60, 'Content-Type': 'image/png' })
    expect((await fetch(put, { method: 'PUT', body: 'new', headers: type })).status).toBe(200)
    const response = { 'content-disposition': 'attachment; filename="a b.png"' }
    const get = setup.v4
      ? await client.signatureUrlV4(
          'GET',
          60,
          { queries: { 'response-content-disposition': response['content-disposition'] } },
          key,
        )
      : client.signatureUrl(key, { expires: 60, response })
    const got = await fetch(get)
    expect([got.status, await got.text(), got.headers.get('content-disposition')]).toEqual([
      200,
      'new',
      response['content-disposition'],
    ])
    expect((await fetch(put, { method: 'PUT', body: 'new', headers: { 'content-type': 'text/html' } })).status).toBe(
      403,
    )
    expect((await fetch(get.replace('.png', '.jpg'))).status).toBe(403)
  })

  it('sets and reads the settings of a bucket', async () => {
    // A client with a custom domain cannot name another bucket; the other clients can.
    const name = setup.address === 'cname' ? BUCKET : 'second-bucket'
    const own = ossClient(running.cloud, session, setup, name)
    const before = await own.getBucketCORS(name).catch(() => ({ rules: [] }))
    const rule = {
      allowedOrigin: 'https://*.example.com',
      allowedMethod: ['PUT', 'GET'],
      allowedHeader: '*',
      maxAgeSeconds: '60',
    }
    await own.putBucketCORS(name, [{ ...rule, exposeHeader: ['ETag'] }])
    expect((await own.getBucketCORS(name)).rules).toEqual([{ ...rule, exposeHeader: 'ETag' }])
    await own.deleteBucketCORS(name)
    await expect(own.getBucketCORS(name)).rejects.toMatchObject({ code: 'NoSuchCORSConfiguration', status: 404 })
    if (before.rules.length > 0) await own.putBucketCORS(name, before.rules)

    const rules = [
      { id: 'parts', prefix: 'u/', status: 'Enabled', abortMultipartUpload: { days: '1' } },
      { id: 'old', prefix: 'pending/', status: 'Enabled', expiration: { days: '2' } },
    ]
    await own.putBucketLifecycle(name, structuredClone(rules))
    expect((await own.getBucketLifecycle(name)).rules).toEqual(rules)
    await own.deleteBucketLifecycle(name)
    await expect(own.getBucketLifecycle(name)).rejects.toMatchObject({ code: 'NoSuchLifecycle' })

    await own.putBucketACL(name, 'public-read')
    expect((await own.getBucketACL(name)).acl).toBe('public-read')
    await own.putBucketACL(name, 'private')
    expect((await own.getBucketInfo(name)).bucket).toMatchObject({ Name: name, Location: 'oss-cn-hangzhou' })
    expect((await own.getBucketLocation(name)).location).toBe('oss-cn-hangzhou')
  })

  it('sets and reads the ACL of an object', async () => {
    const key = `${folder}/acl +`
    await client.put(key, Buffer.from('x'))
    expect((await client.getACL(key)).acl).toBe('default')
    await client.putACL(key, 'public-read')
    expect((await client.getACL(key)).acl).toBe('public-read')
    const { cloud } = running
    const path = encodeURIComponent(key).replace('%2F', '/')
    expect((await fetch(`${cloud.ossUrl}/${path}`)).status).toBe(200)
    await client.putACL(key, 'private')
    expect((await fetch(`${cloud.ossUrl}/${path}`)).status).toBe(403)
  })

  it('is refused with a wrong secret, and gets the expected string to sign', async () => {
    const wrong = ossClient(running.cloud, { ...session, accessKeySecret: 'wrong' }, setup)
    await expect(wrong.put('a', Buffer.from('x'))).rejects.toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 })
  })
})

describe('A client of the endpoint itself', () => {
  it.each(SETUPS.filter(({ address }) => address === 'path'))('lists the buckets with $name', async (setup) => {
    const client = ossClient(running.cloud, session, setup)
    const { buckets } = (await client.listBuckets({}, {})) as unknown as { buckets: { name: string }[] }
    expect(buckets.map(({ name }) => name)).toEqual([BUCKET, 'second-bucket'])
  })
})
