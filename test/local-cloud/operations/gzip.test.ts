import OSS from 'ali-oss'
import { type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
let client: OSS
beforeEach(async () => {
  running = await startTestCloud()
  const { cloud } = running
  client = new OSS({
    ...cloud.root,
    bucket: cloud.bucket,
    endpoint: cloud.ossUrl,
    cname: true,
  } as unknown as OSS.Options)
  await client.putBucketACL(cloud.bucket, 'public-read' as OSS.ACLType)
})
afterEach(() => running.close())

const TEXT = 'OSS 压缩文本。\n'.repeat(100)

async function put(type: string, body: string, headers: object = {}): Promise<void> {
  await client.put('a', Buffer.from(body), { mime: type, headers })
}

/** Node's `fetch` accepts gzip and decompresses it, but keeps the headers. */
const get = (method: string, accept: string, headers: Record<string, string> = {}) =>
  fetch(`${running.cloud.ossUrl}/a`, { method, headers: { 'accept-encoding': accept, ...headers } })

describe('A text of 1 KB or more', () => {
  it.each(['gzip', 'gzip, deflate, br', 'br;q=1.0, gzip;q=0.8', 'GZIP'])('is compressed for %s', async (accept) => {
    await put('text/plain; charset=utf-8', TEXT)
    const response = await get('GET', accept)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-encoding': 'gzip',
      'x-oss-hash-crc64ecma': expect.stringMatching(/^\d+$/),
    })
    expect(response.headers.get('vary')).toContain('Accept-Encoding')
    for (const name of ['etag', 'content-length', 'accept-ranges']) expect(response.headers.has(name)).toBe(false)
    expect(await response.text()).toBe(TEXT)
  })

  it('is announced by HeadObject as GetObject would send it', async () => {
    await put('application/json', TEXT)
    const { headers } = await get('HEAD', 'gzip')
    expect(headers.get('content-encoding')).toBe('gzip')
    for (const name of ['etag', 'content-length', 'accept-ranges']) expect(headers.has(name)).toBe(false)
    const meta = await fetch(`${running.cloud.ossUrl}/a?objectMeta`, { method: 'HEAD' })
    expect(meta.headers.get('content-length')).toBe(`${Buffer.byteLength(TEXT)}`)
  })

  it.each<[string, string, Record<string, string>, string, Record<string, string>]>([
    ['a client that does not accept it', 'text/plain', {}, 'identity', {}],
    ['a client that refuses it', 'text/plain', {}, 'gzip;q=0, identity', {}],
    ['a range', 'text/plain', {}, 'gzip', { range: 'bytes=0-9' }],
    ['an encoding of its own', 'text/plain', { 'Content-Encoding': 'utf-8' }, 'gzip', {}],
    ['another media type', 'image/svg+xml', {}, 'gzip', {}],
  ])('is sent as it is for %s', async (_, type, own, accept, headers) => {
    await put(type, TEXT, own)
    const response = await get('GET', accept, headers)
    expect(response.headers.get('content-encoding')).toBe(own['Content-Encoding'] ?? null)
    expect(response.headers.get('etag')).toMatch(/^"[0-9A-F]{32}"$/)
    expect(Number(response.headers.get('content-length'))).toBe(headers.range ? 10 : Buffer.byteLength(TEXT))
    await response.arrayBuffer()
  })
})

describe('A text below 1 KB', () => {
  it.each([
    [1023, null],
    [1024, 'gzip'],
  ])('of %d bytes has the encoding %s', async (size, encoding) => {
    await put('text/css', 'a'.repeat(size))
    const response = await get('GET', 'gzip')
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect((await response.text()).length).toBe(size)
  })
})
