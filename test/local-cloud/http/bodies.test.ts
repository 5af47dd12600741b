import { connect } from 'node:net'
import { type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
beforeEach(async () => {
  running = await startTestCloud()
})
afterEach(() => running.close())

/** Sends the bytes of one request, and returns everything that comes back until the other side closes. */
function talk(url: string, lines: string[], body = ''): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.once('error', reject)
    socket.once('close', () => resolve(Buffer.concat(chunks).toString()))
    socket.write(`${[...lines, `Host: localhost:${port}`].join('\r\n')}\r\n\r\n${body}`)
  })
}

describe('The local cloud', () => {
  it.each(['GET', 'HEAD', 'DELETE', 'OPTIONS'])('answers a %s that announces a body and sends none', async (method) => {
    const { ossUrl, stsUrl } = running.cloud
    for (const url of [ossUrl, stsUrl]) {
      expect(await talk(url, [`${method} /a HTTP/1.1`, 'Content-Length: 5'])).toMatch(/^HTTP\/1\.1 \d{3} /)
    }
  })

  it('takes Content-Length beside Transfer-Encoding, as ali-oss sends them for a stream', async () => {
    const { cloud } = running
    await openBucket()
    const headers = ['Content-Length: 5', 'Transfer-Encoding: chunked', 'Connection: close']
    const answer = await talk(cloud.ossUrl, ['PUT /a.txt HTTP/1.1', ...headers], '5\r\nhello\r\n0\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(await (await fetch(`${cloud.ossUrl}/a.txt`)).text()).toBe('hello')
  })

  it('answers a request with a header that no answer could repeat', async () => {
    const headers = ['Origin: http://a\x01b', 'Access-Control-Request-Method: PUT']
    const answer = await talk(running.cloud.ossUrl, ['OPTIONS /a HTTP/1.1', ...headers])
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })

  it.each(['/%FF', '/a%C3', '/%ED%A0%80'])('refuses the key %s, which is not UTF-8', async (path) => {
    const answer = await talk(running.cloud.ossUrl, [`GET ${path} HTTP/1.1`, 'Connection: close'])
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('<Code>InvalidObjectName</Code>')
  })

  it('refuses a form whose key is not UTF-8', async () => {
    await openBucket()
    const body = new FormData()
    body.set('key', 'a')
    body.set('file', new Blob(['x']))
    const encoded = new Response(body)
    const bytes = Buffer.from(await encoded.arrayBuffer())
    const at = bytes.indexOf('\r\n\r\na\r\n') + 4
    bytes[at] = 0xff
    const headers = { 'content-type': encoded.headers.get('content-type') ?? '' }
    const answer = await fetch(running.cloud.ossUrl, { method: 'POST', headers, body: bytes })
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('InvalidObjectName')])
  })
})

/** Anybody may write. */
async function openBucket(): Promise<void> {
  const { cloud } = running
  const OSS = (await import('ali-oss')).default
  const client = new OSS({ ...cloud.root, bucket: cloud.bucket, endpoint: cloud.ossUrl, cname: true } as never)
  await client.putBucketACL(cloud.bucket, 'public-read-write')
}
