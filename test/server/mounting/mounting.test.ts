import { generateKeyPairSync, sign } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { App } from '../../../server/index'
import { type Answer, type Fixture, fixture, identityOf, keyOf, NOW, ticketOf } from '../fixture'
import { storedObject } from '../memory-bucket'
import { withExpress } from './express'
import { withFastify } from './fastify'
import { withKoa } from './koa'
import { withNode } from './node'
import { withNodeSubPath } from './node-sub-path'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const KEYS = 'https://keys.example.com/'

type Mount = (app: App) => Promise<Server>

const MOUNTS: [name: string, mount: Mount, path: string, basePath: string][] = [
  ['plain Node', withNode, '', ''],
  ['plain Node below a path', withNodeSubPath, '/upload', '/upload'],
  ['Express below a path', withExpress, '/upload', ''],
  ['Koa below a path', withKoa, '/upload', '/upload'],
  ['Fastify below a path', withFastify, '/upload', '/upload'],
]

interface Mounted extends Fixture {
  url: string
  call(path: string, body?: string, headers?: Record<string, string>): Promise<Answer & { headers: Headers }>
}

describe.each(MOUNTS)('the backend mounted in %s', (_, mount, path, basePath) => {
  let server: Server
  let m: Mounted

  beforeEach(async () => {
    const f = fixture(
      {
        basePath,
        identity: identityOf(() => NOW),
        limits: { loginsPerAddressPerMinute: 2 },
        callback: {
          keyPrefixes: [KEYS],
          fetch: async () => new Response(publicKey.export({ type: 'spki', format: 'pem' }) as string),
        },
      },
      { publicUrl: `https://api.example.com${path}` },
    )
    server = await mount(f.app)
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const call: Mounted['call'] = async (to, body, headers) => {
      const method = body === undefined ? 'GET' : 'POST'
      const type = { 'content-type': 'application/json' }
      const response = await fetch(url + path + to, { method, body, headers: { ...type, ...headers } })
      return {
        status: response.status,
        headers: response.headers,
        requestId: response.headers.get('x-request-id'),
        body: JSON.parse(await response.text()),
      }
    }
    m = { ...f, url, call }
  })

  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })

  it('signs users in, gives tickets, verifies OSS’s callback by its raw bytes, and confirms', async () => {
    const session = await m.call('/v1/session', '{"code":"ann"}')
    const authorization = `Bearer ${session.body.token}`
    const files = [{ name: '照片.jpg', size: 9, type: 'image/jpeg' }]
    const ticket = ticketOf(await m.call('/v1/uploads', JSON.stringify({ route: 'photo', files }), { authorization }))
    m.bucket.objects.set(keyOf(ticket), storedObject())
    const body = `upload=${ticket.upload}&object=${encodeURIComponent('照片')}`
    const called = await m.call('/v1/uploads/callback', body, {
      authorization: sign('RSA-MD5', Buffer.from(`${path}/v1/uploads/callback\n${body}`), privateKey).toString(
        'base64',
      ),
      'x-oss-pub-key-url': Buffer.from(`${KEYS}callback_pub_key_v1.pem`).toString('base64'),
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect([called.status, called.body.file?.name]).toEqual([200, '照片.jpg'])
    expect(called.headers.get('content-length')).toBe(String(Buffer.byteLength(JSON.stringify(called.body))))
    const complete = JSON.stringify({ upload: ticket.upload })
    const completed = await m.call('/v1/uploads/complete', complete, { authorization })
    expect(completed.body.file).toEqual(called.body.file)
  })

  it('answers unknown paths below its own, and leaves the others to the app', async () => {
    expect((await m.call('/v1/nothing')).body.error?.code).toBe('not-found')
    expect((await m.call('/healthz')).body.status).toBe('ok')
    if (path) expect(await (await fetch(`${m.url}/`)).text()).toBe('the app’s own page')
  })

  it('refuses a body of a megabyte', async () => {
    const { status, body } = await m.call('/v1/session', `{"x":"${'x'.repeat(1024 * 1024)}"}`)
    expect([status, body.error?.code]).toEqual([413, 'body-too-large'])
  })

  it('knows the caller’s address', async () => {
    const from = (address: string) => m.call('/v1/session', '{"code":"ann"}', { 'x-forwarded-for': address })
    const statuses = [
      await from('192.0.2.1'),
      await from('192.0.2.1'),
      await from('192.0.2.1'),
      await from('192.0.2.2'),
    ]
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429, 200])
  })

  it('counts its paths without the base path', async () => {
    await m.call('/v1/session', '{"code":"ann"}', { 'x-forwarded-for': '192.0.2.1' })
    const text = await (await fetch(`${m.url}${path}/metrics`)).text()
    expect(text).toContain('http_request_duration_seconds_count{path="/v1/session",status="200"} 1')
  })
})

describe('mounting', () => {
  it('does not replace the global Request and Response of the surrounding app', async () => {
    const before = [globalThis.Request, globalThis.Response]
    for (const [, mount] of MOUNTS) await mount(fixture().app)
    expect([globalThis.Request, globalThis.Response]).toEqual(before)
  })
})
