/** What the backend asks OSS for to read the first bytes of an object, and which answers it understands. */
import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { fixedCredentials } from '../../../../server/credentials/credentials'
import type { Bucket } from '../../../../server/oss/bucket/bucket'
import { ossBucket } from '../../../../server/oss/bucket/oss-bucket'
import { serveOnLoopback } from '../../serve-on-loopback'

const LENGTH = 9
const etag = '"5D41402ABC4B2A76B9719D911017C592"'

async function bucketAt(handle: RequestListener): Promise<Bucket> {
  const endpoint = await serveOnLoopback(handle)
  const keys = fixedCredentials({ accessKeyId: 'local-key-id', accessKeySecret: 'local-key-secret' })
  return ossBucket({ bucket: 'examplebucket', region: 'cn-hangzhou', endpoint }, keys)
}

describe('reading the beginning of an object', () => {
  it('asks for just these bytes as they are stored, and for the HEAD of what is stored', async () => {
    const asked: Record<string, IncomingHttpHeaders> = {}
    const bucket = await bucketAt(({ method = '', headers }, response) => {
      asked[method] = headers
      response.writeHead(method === 'GET' ? 206 : 200, { etag }).end()
    })
    await Promise.all([bucket.readBeginning('a', LENGTH), bucket.head('a')])
    expect(asked).toMatchObject({
      GET: { 'accept-encoding': 'identity', range: 'bytes=0-8', 'x-oss-range-behavior': 'standard' },
      HEAD: { 'accept-encoding': 'identity' },
    })
  })

  it.each([
    ['a 206 with the range', 206, 'some text'],
    ['a 206 of a shorter object', 206, 'some'],
    ['a 200 with the whole object', 200, 'some text, and much more of it'],
    ['a 200 with a shorter object', 200, 'some'],
  ])('understands %s', async (_, status, body) => {
    const bucket = await bucketAt((__, response) => void response.writeHead(status, { etag }).end(body))
    expect(await bucket.readBeginning('a', LENGTH)).toEqual({ bytes: Buffer.from(body.slice(0, LENGTH)), etag })
  })

  it('ends the connection of a 200 that goes on, instead of reading it', async () => {
    let whenClosed = (): void => undefined
    const closed = new Promise<void>((resolve) => {
      whenClosed = resolve
    })
    const bucket = await bucketAt((_, response) => {
      response.writeHead(200, { etag }).once('close', whenClosed)
      const send = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'a')));
        response.once('drain', send)
      }
      send()
    })
    expect(await bucket.readBeginning('a', LENGTH)).toEqual({ bytes: Buffer.alloc(LENGTH, 'a'), etag })
    await closed
  })

  it.each([
    [404, 'NoSuchKey'],
    [416, 'InvalidRange'],
  ])('finds nothing where OSS answers %i %s', async (status, code) => {
    const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>x</Message></Error>`
    const bucket = await bucketAt((_, response) => void response.writeHead(status).end(body))
    expect(await bucket.readBeginning('a', LENGTH)).toBeUndefined()
  })
})
