// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of OSS, not of JavaScript.
import { createVerify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { formBody, pinnedForm, postRequest } from '../rig/post-form'
import { assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

interface Received {
  url: string
  headers: IncomingHttpHeaders
  body: string
}

let running: Running
let session: Credentials
let app: Server
let appUrl: string
let received: Received[]
let respond: (response: ServerResponse) => void

beforeEach(async () => {
  running = await startTestCloud()
  session = await assumeRole(running.cloud)
  received = []
  respond = (response) => json(response, '{"ok":true}')
  app = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    received.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') })
    respond(response)
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  appUrl = `http://localhost:${(app.address() as AddressInfo).port}`
})
afterEach(async () => {
  app.closeAllConnections()
  await new Promise((resolve) => app.close(resolve))
  await running.close()
})

function json(response: ServerResponse, body: string | Buffer, status = 200): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
    .end(body)
}

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64')
const JSON_BODY =
  '{"object":${object},"size":${size},"crc":${crc64},"type":${mimeType},"upload":${x:upload},"none":${x:none}}'

async function upload(callback: object, more: Record<string, string> = {}): Promise<Response> {
  const fields = { key: 'u/照 片.jpg', callback: base64(callback), 'x:upload': 'a&b"c', ...more }
  const { headers } = postRequest('')
  const type = headers?.['content-type'] ?? ''
  const body = formBody(pinnedForm(session, fields, [], Date.now()), { bytes: '123456789' })
  return fetch(running.cloud.ossUrl, { method: 'POST', headers: { 'content-type': type }, body: new Uint8Array(body) })
}

async function isSigned({ url, headers, body }: Received): Promise<boolean> {
  const keyUrl = Buffer.from(String(headers['x-oss-pub-key-url']), 'base64').toString('utf8')
  expect(keyUrl).toBe(`${running.cloud.callbackKeyPrefix}callback_pub_key_v1.pem`)
  const pem = await (await fetch(keyUrl)).text()
  const [path = '', query] = url.split('?')
  const text = `${decodeURIComponent(path)}${query === undefined ? '' : `?${query}`}\n${body}`
  return createVerify('RSA-MD5').update(text).verify(pem, String(headers.authorization), 'base64')
}

describe('A callback', () => {
  it('in JSON describes the object, is signed, and its answer becomes the uploader’s', async () => {
    const callback = {
      callbackUrl: `${appUrl}/hook%2Fa?x=%E4%BD%A0`,
      callbackBody: JSON_BODY,
      callbackBodyType: 'application/json',
    }
    const answer = await upload(callback, { success_action_status: '201' })
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }])
    const [request] = received
    expect(request && JSON.parse(request.body)).toEqual({
      object: 'u/照 片.jpg',
      size: 9,
      crc: '11051210869376104954',
      type: 'image/jpeg',
      upload: 'a&b"c',
      none: '',
    })
    expect(request?.url).toBe('/hook%2Fa?x=%E4%BD%A0')
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'aliyun-oss-callback',
      'x-oss-bucket': 'examplebucket',
      'x-oss-tag': 'CALLBACK',
      'x-oss-signature-version': '1.0',
      'x-oss-request-id': answer.headers.get('x-oss-request-id'),
    })
    expect(request && (await isSigned(request))).toBe(true)
    expect(request && (await isSigned({ ...request, body: `${request.body} ` }))).toBe(false)
  })

  it('as a form has its values URL-encoded', async () => {
    const callbackBody = 'bucket=${bucket}&object=${object}&upload=${x:upload}&md5=${contentMd5}&op=${operation}'
    await upload({ callbackUrl: appUrl, callbackBody, callbackHost: 'app.example.com' })
    expect(received[0]?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      host: 'app.example.com',
    })
    expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toEqual({
      bucket: 'examplebucket',
      object: 'u/照 片.jpg',
      upload: 'a&b"c',
      md5: 'JfnnlDI7RTiF9RgfG2JNCw==',
      op: 'PostObject',
    })
  })

  it('tries one URL after the other', async () => {
    const answer = await upload({ callbackUrl: `http://localhost:1/;${appUrl}/second`, callbackBody: 'a=1' })
    expect([answer.status, received.map(({ url }) => url)]).toEqual([200, ['/second']])
  })

  it.each<[string, (response: ServerResponse) => void]>([
    ['answers 201', (response) => json(response, '{}', 201)],
    ['answers 500', (response) => json(response, '{}', 500)],
    ['answers no JSON', (response) => json(response, 'ok')],
    ['puts a byte order mark before its JSON', (response) => json(response, '\uFEFF{}')],
    [
      'answers in chunks, without a Content-Length',
      (response) => response.writeHead(200, { 'Transfer-Encoding': 'chunked' }).end('{}'),
    ],
    ['cuts the connection', (response) => response.socket?.destroy()],
  ])('fails with 203 when the server %s, and the object stays', async (_, answerWith) => {
    respond = answerWith
    const answer = await upload({ callbackUrl: appUrl, callbackBody: 'a=1' })
    expect(answer.status).toBe(203)
    expect(await answer.text()).toContain('<Code>CallbackFailed</Code>')
    expect(running.cloud.journal.count({ operation: 'PostObject', code: 'CallbackFailed' })).toBe(1)
    const again = await upload({ callbackUrl: appUrl, callbackBody: 'a=1' }, { 'x-oss-forbid-overwrite': 'true' })
    expect(again.status).toBe(409)
  })

  it('can be dropped as a fault', async () => {
    running.cloud.faults.inject('PostObject', { kind: 'drop-callback' })
    expect((await upload({ callbackUrl: appUrl, callbackBody: 'a=1' })).status).toBe(203)
    expect(received).toEqual([])
    expect((await upload({ callbackUrl: appUrl, callbackBody: 'a=1' })).status).toBe(200)
  })

  it('is not sent for an upload that fails', async () => {
    const forbid = { 'x-oss-forbid-overwrite': 'true' }
    await upload({ callbackUrl: appUrl, callbackBody: 'a=1' }, forbid)
    expect((await upload({ callbackUrl: appUrl, callbackBody: 'a=1' }, forbid)).status).toBe(409)
    expect(received.length).toBe(1)
  })

  it.each<object>([
    { callbackUrl: 'ftp://localhost', callbackBody: 'a' },
    { callbackUrl: 'http://[::1]/', callbackBody: 'a' },
    { callbackUrl: 'http://a;http://b;http://c;http://d;http://e;http://f', callbackBody: 'a' },
    { callbackUrl: 'http://a' },
    { callbackBody: 'a' },
    { callbackUrl: 'http://a', callbackBody: 'a', callbackBodyType: 'text/plain' },
    { callbackUrl: 'http://a', callbackBody: 'a'.repeat(5000) },
  ])('that is %.60j is refused before anything is stored', async (callback) => {
    expect((await upload(callback)).status).toBe(400)
    expect(
      (await upload({ callbackUrl: appUrl, callbackBody: 'a=1' }, { 'x-oss-forbid-overwrite': 'true' })).status,
    ).toBe(200)
  })

  it('from another account’s bucket has a valid signature too', async () => {
    const answer = await running.cloud.sendCallback({ url: `${appUrl}/hook`, body: '{"object":"u/1/a.jpg","size":1}' })
    expect(answer.status).toBe(200)
    expect(received[0]?.headers['x-oss-bucket']).toBe('somebody-elses-bucket')
    expect(received[0] && (await isSigned(received[0]))).toBe(true)
  })
})
