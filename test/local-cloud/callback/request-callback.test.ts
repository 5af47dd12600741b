// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of OSS, not of JavaScript.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { type Client, ossClient, SETUPS } from '../rig/ali-oss-clients'
import { assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
let session: Credentials
let client: Client
let app: Server
let appUrl: string
let received: string[]
let status: number

beforeAll(async () => {
  app = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    received.push(Buffer.concat(parts).toString('utf8'))
    response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': 11 }).end('{"ok":true}')
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  appUrl = `http://localhost:${(app.address() as AddressInfo).port}`
})
beforeEach(async () => {
  running = await startTestCloud()
  session = await assumeRole(running.cloud)
  client = ossClient(running.cloud, session, SETUPS[0])
  received = []
  status = 200
})
afterEach(() => running.close())
afterAll(async () => {
  app.closeAllConnections()
  await new Promise((resolve) => app.close(resolve))
})

const callback = (body: string, more: object = {}) => ({ url: appUrl, body, customValue: { upload: 'a&b' }, ...more })
/** Not a string, because fetch would then send a Content-Type. */
const BYTES = new Uint8Array(1)
const VARIABLES = 'op=${operation}&key=${object}&size=${size}&upload=${x:upload}&md5=${contentMd5}'

describe('A callback', () => {
  it.each(SETUPS.slice(0, 2))('is sent for PutObject, with $name', async (setup) => {
    const own = ossClient(running.cloud, session, setup)
    const { data } = await own.put('照 a', Buffer.from('123456789'), { callback: callback(VARIABLES) })
    expect(data).toEqual({ ok: true })
    expect(Object.fromEntries(new URLSearchParams(received[0]))).toEqual({
      op: 'PutObject',
      key: '照 a',
      size: '9',
      upload: 'a&b',
      md5: 'JfnnlDI7RTiF9RgfG2JNCw==',
    })
  })

  it('is sent for CompleteMultipartUpload', async () => {
    const file = Buffer.alloc(250_000, 'x')
    const { data } = await client.multipartUpload('big', file, { partSize: 102_400, callback: callback(VARIABLES) })
    expect(data).toEqual({ ok: true })
    expect(Object.fromEntries(new URLSearchParams(received[0]))).toEqual({
      op: 'CompleteMultipartUpload',
      key: 'big',
      size: '250000',
      upload: 'a&b',
      md5: '',
    })
  })

  it('is sent as a presigned URL says, in V4 and V1', async () => {
    const spec = Buffer.from(JSON.stringify({ callbackUrl: appUrl, callbackBody: 'a=${x:a}' })).toString('base64')
    const variables = Buffer.from('{"x:a":"1"}').toString('base64')
    const queries = { callback: spec, 'callback-var': variables }
    const v4 = await client.signatureUrlV4('PUT', 60, { queries }, 'signed')
    expect(await (await fetch(v4, { method: 'PUT', body: BYTES })).json()).toEqual({ ok: true })
    const options = { method: 'PUT', callback: { url: appUrl, body: 'b=${x:b}', customValue: { b: '2' } } }
    const v1 = ossClient(running.cloud, session, SETUPS[1]).signatureUrl('signed', options)
    expect(await (await fetch(v1, { method: 'PUT', body: BYTES })).json()).toEqual({ ok: true })
    expect(received).toEqual(['a=1', 'b=2'])
  })

  it('that fails is answered 203, and the object stays', async () => {
    status = 500
    const failing = client.put('a', Buffer.from('x'), { callback: callback('a=1') })
    await expect(failing).rejects.toMatchObject({ status: 203, code: 'CallbackFailed' })
    expect((await client.head('a')).status).toBe(200)
    const file = Buffer.alloc(250_000, 'x')
    const completing = client.multipartUpload('b', file, { partSize: 102_400, callback: callback('a=1') })
    await expect(completing).rejects.toMatchObject({ status: 203, code: 'CallbackFailed' })
    expect((await client.head('b')).status).toBe(200)
    expect(running.cloud.journal.count({ verdict: 'failed', ec: '0007-00000203' })).toBe(4)
  })

  it('describes an image, and fails if the object is not an image', async () => {
    const photo = await readFile(new URL('../../../dev/samples/photo.jpg', import.meta.url))
    const body = '{"width":${imageInfo.width},"format":${imageInfo.format}}'
    const asked = callback(body, { contentType: 'application/json' })
    await client.put('photo.jpg', photo, { callback: asked })
    expect(JSON.parse(received[0] ?? '')).toEqual({ width: expect.any(Number), format: 'jpg' })
    const failing = client.put('text', Buffer.from('no image'), { callback: asked })
    await expect(failing).rejects.toMatchObject({
      status: 203,
      message: expect.stringContaining('Get image info failed'),
    })
    expect(received.length).toBe(1)
  })

  it('fills in every variable', async () => {
    const photo = await readFile(new URL('../../../dev/samples/photo.jpg', import.meta.url))
    const names = ['bucket', 'object', 'etag', 'size', 'mimeType', 'crc64', 'contentMd5', 'vpcId', 'clientIp', 'reqId']
    const more = ['operation', 'imageInfo.height', 'imageInfo.width', 'imageInfo.format', 'x:upload', 'nothing']
    const body = [...names, ...more].map((name) => `${name}=\${${name}}`).join('&')
    const { res } = await client.put('photo.jpg', photo, { mime: 'image/jpeg', callback: callback(body) })
    const headers = res.headers as Record<string, string>
    expect(Object.fromEntries(new URLSearchParams(received[0]))).toEqual({
      bucket: running.cloud.bucket,
      object: 'photo.jpg',
      etag: createHash('md5').update(photo).digest('hex').toUpperCase(),
      size: `${photo.length}`,
      mimeType: 'image/jpeg',
      crc64: headers['x-oss-hash-crc64ecma'],
      contentMd5: createHash('md5').update(photo).digest('base64'),
      vpcId: '',
      clientIp: '127.0.0.1',
      reqId: headers['x-oss-request-id'],
      operation: 'PutObject',
      'imageInfo.height': '1200',
      'imageInfo.width': '1600',
      'imageInfo.format': 'jpg',
      'x:upload': 'a&b',
      nothing: '',
    })
  })

  it('times out after five seconds, and the object stays', async () => {
    const deaf = createServer(() => undefined)
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve))
    const url = `http://localhost:${(deaf.address() as AddressInfo).port}`
    const failing = client.put('a', Buffer.from('x'), { callback: { url, body: 'a=1' }, timeout: 20_000 })
    await expect(failing).rejects.toMatchObject({ status: 203, message: expect.stringContaining('too long time') })
    expect((await client.head('a')).status).toBe(200)
    deaf.closeAllConnections()
    await new Promise((resolve) => deaf.close(resolve))
  })

  it.each([
    [{ 'x-oss-callback': 'x123-*&' }, '0007-00000002'],
    [{ 'x-oss-callback': 'e30=', 'x-oss-callback-var': 'e30=' }, ''],
    [
      { 'x-oss-callback': Buffer.from('{"callbackUrl":"http://a","callbackBody":""}').toString('base64') },
      '0007-00000011',
    ],
    [{ 'x-oss-callback': Buffer.from('{"callbackUrl":"a:b","callbackBody":"a"}').toString('base64') }, '0007-00000004'],
    [
      {
        'x-oss-callback': Buffer.from(
          '{"callbackUrl":"http://a;http://b;http://c;http://d;http://e;http://f","callbackBody":"a"}',
        ).toString('base64'),
      },
      '0007-00000005',
    ],
    [
      {
        'x-oss-callback': Buffer.from('{"callbackUrl":"http://a","callbackBody":"a"}').toString('base64'),
        'x-oss-callback-var': Buffer.from('{"x:A":"1"}').toString('base64'),
      },
      '',
    ],
  ])('of %j is refused before anything is stored', async (headers, ec) => {
    const refused = client.put('a', Buffer.from('x'), { headers })
    await expect(refused).rejects.toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(running.cloud.journal.entries.at(-1)?.ec).toBe(ec)
    await expect(client.head('a')).rejects.toMatchObject({ status: 404 })
  })

  it.each([
    [true, 'localhost'],
    [undefined, undefined],
  ])('over TLS with callbackSNI %s sends the server name %s', async (callbackSNI, expected) => {
    const names: string[] = []
    const server = createTlsServer({
      SNICallback(name, done) {
        names.push(name)
        done(new Error('It is enough to know the name.'))
      },
    })
    server.on('tlsClientError', () => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `https://localhost:${(server.address() as AddressInfo).port}`
    const failing = client.put('a', Buffer.from('x'), { callback: { url, body: 'a=1', callbackSNI } })
    await expect(failing).rejects.toMatchObject({ status: 203 })
    await new Promise((resolve) => server.close(resolve))
    expect(names).toEqual(expected === undefined ? [] : [expected])
    const [noted] = running.cloud.journal.entries.filter(({ service }) => service === 'callback')
    expect(noted?.rule.endsWith(', SNI sent')).toBe(expected !== undefined)
  })
})
