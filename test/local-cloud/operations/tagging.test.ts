import OSS from 'ali-oss'
import fc from 'fast-check'
import { percentEncode } from '../../../dev/local-cloud/http/exchange'
import { parseTagHeader, type Tags } from '../../../dev/local-cloud/operations/tagging/tags'
import { userClient } from '../rig/ali-oss-clients'
import { assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

describe('x-oss-tagging', () => {
  const text = (max: number) => fc.string({ unit: fc.constantFrom(...'abcXYZ019 +-=._:/'), maxLength: max })

  it('gives back every set of tags that is allowed', () => {
    const key = text(20).filter((name) => name !== '' && name !== '__proto__')
    fc.assert(
      fc.property(fc.dictionary(key, text(30), { maxKeys: 10, noNullPrototype: true }), (tags: Tags) => {
        const header = Object.entries(tags).map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
        expect(parseTagHeader(header.join('&'))).toEqual(tags)
      }),
    )
  })

  it.each([
    ['no value', 'a', { a: '' }],
    ['an empty header', '', {}],
  ])('may have %s', (_, header, tags) => {
    expect(parseTagHeader(header)).toEqual(tags)
  })

  it.each([
    ['two values', 'a=b=c'],
    ['no key', '=a'],
    ['one key twice', 'a=1&a=2'],
    ['eleven tags', Array.from({ length: 11 }, (_, number) => `k${number}=1`).join('&')],
    ['a key of 129 characters', 'k'.repeat(129)],
    ['a value of 257 characters', `k=${'v'.repeat(257)}`],
    ['a character that is not allowed', 'k=%3F'],
    ['letters of other scripts', 'k=%E5%AE%89'],
    ['bytes that are not UTF-8', 'k=%FF'],
  ])('is refused with %s', (_, header) => {
    expect(() => parseTagHeader(header)).toThrow(expect.objectContaining({ code: 'InvalidTag' }))
  })
})

/** Methods that the types lack. */
type Client = OSS & {
  getObjectTagging(name: string): Promise<{ tag: Tags }>
  putObjectTagging(name: string, tags: Tags): Promise<unknown>
  deleteObjectTagging(name: string): Promise<unknown>
  initMultipartUpload(name: string, options: object): Promise<{ uploadId: string }>
  completeMultipartUpload(name: string, id: string, parts: object[]): Promise<unknown>
}

describe('The tags of an object', () => {
  let running: Running
  let client: Client
  beforeEach(async () => {
    running = await startTestCloud()
    client = userClient(running.cloud) as Client
  })
  afterEach(() => running.close())

  /** A new object for each call, because ali-oss changes it. */
  const tagged = () => ({ headers: { 'x-oss-tagging': 'kind=photo&by=Ann%20B' } })
  const TAGS = { kind: 'photo', by: 'Ann B' }
  const tagsOf = async (name: string) => (await client.getObjectTagging(name)).tag

  it('come with PutObject, AppendObject and a multipart upload', async () => {
    await client.put('put', Buffer.from('x'), tagged())
    await client.append('append', Buffer.from('x'), tagged())
    const { uploadId } = await client.initMultipartUpload('parts', tagged())
    await client.completeMultipartUpload('parts', uploadId, [])
    for (const name of ['put', 'append', 'parts']) {
      expect(await tagsOf(name)).toEqual(TAGS)
      const { res } = await client.head(name)
      expect((res.headers as Record<string, string>)['x-oss-tagging-count']).toBe('2')
    }
  })

  it('are copied, unless the directive is Replace', async () => {
    await client.put('a', Buffer.from('x'), tagged())
    await client.copy('same', 'a')
    await client.copy('other', 'a', {
      headers: { 'x-oss-tagging-directive': 'Replace', 'x-oss-tagging': 'k=v' },
    } as never)
    await client.copy('none', 'a', { headers: { 'x-oss-tagging-directive': 'Replace' } } as never)
    expect([await tagsOf('same'), await tagsOf('other'), await tagsOf('none')]).toEqual([TAGS, { k: 'v' }, {}])
  })

  it('are set, read and deleted without a change of the object', async () => {
    await client.put('a', Buffer.from('x'))
    const before = await client.head('a')
    await client.putObjectTagging('a', TAGS)
    expect(await tagsOf('a')).toEqual(TAGS)
    await client.putObjectTagging('a', { k: 'v' })
    expect(await tagsOf('a')).toEqual({ k: 'v' })
    await client.deleteObjectTagging('a')
    expect(await tagsOf('a')).toEqual({})
    expect((await client.head('a')).res.headers).toMatchObject({
      etag: (before.res.headers as Record<string, string>).etag,
    })
    await expect(client.getObjectTagging('none')).rejects.toMatchObject({ code: 'NoSuchKey' })
  })

  it('need rights of their own', async () => {
    const Statement = [{ Effect: 'Allow', Action: ['oss:PutObject', 'oss:GetObject'], Resource: '*' }]
    const session = await assumeRole(running.cloud, { policy: JSON.stringify({ Version: '1', Statement }) })
    const options = {
      ...session,
      stsToken: session.securityToken,
      refreshSTSToken: async () => session,
      bucket: running.cloud.bucket,
    }
    const limited = new OSS({
      ...options,
      endpoint: running.cloud.ossUrl,
      cname: true,
    } as unknown as OSS.Options) as Client
    await limited.put('a', Buffer.from('x'))
    const calls = [
      () => limited.put('b', Buffer.from('x'), tagged()),
      () => limited.putObjectTagging('a', TAGS),
      () => limited.getObjectTagging('a'),
      () => limited.deleteObjectTagging('a'),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'AccessDenied' })
    await expect(limited.head('b')).rejects.toMatchObject({ status: 404 })
  })
})
