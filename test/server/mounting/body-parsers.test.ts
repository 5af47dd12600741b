import { once } from 'node:events'
import { type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import type { ErrorBody } from '../../../miniprogram/uploader/contract'
import { type Fixture, fixture, identityOf, NOW } from '../fixture'
import { BEHIND } from './body-parsers'

const FORM = 'application/x-www-form-urlencoded'
const CALLS: [path: string, body: string, type: string][] = [
  ['/v1/session', '{"code":"ann"}', 'application/json'],
  ['/v1/uploads', '{"route":"photo","files":[]}', 'application/json'],
  ['/v1/uploads/complete', '{"upload":"x"}', 'application/json'],
  ['/v1/uploads/callback', 'upload=x', FORM],
]

describe.each(Object.entries(BEHIND))('the backend behind %s', (name, mount) => {
  let f: Fixture
  let server: Server
  let token: string

  beforeEach(async () => {
    f = fixture({ basePath: '/upload', identity: identityOf(() => NOW) })
    token = (await f.post('/upload/v1/session', { code: 'ann' })).body.token ?? ''
    f.lines.length = 0
    server = await mount(f.app)
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  })

  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })

  /** Without a length the body is chunked. */
  async function call(path: string, body: string, type: string, hasLength: boolean) {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': type,
      ...(hasLength && { 'content-length': Buffer.byteLength(body) }),
    }
    const sent = request({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      method: 'POST',
      path: `/upload${path}`,
      headers,
    })
    sent.flushHeaders()
    sent.end(body)
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    return { status: response.statusCode, body: (await json(response)) as { error?: ErrorBody } }
  }

  it.each(CALLS)('blames its operator, not the client, and says how to mount it: %s', async (path, body, type) => {
    // A copied request without a length is a request without a body, which nothing can tell apart.
    for (const hasLength of name === 'a host that forgets the body' ? [true] : [true, false]) {
      const answered = await call(path, body, type, hasLength)
      expect([hasLength, answered.status, answered.body.error?.code]).toEqual([hasLength, 500, 'server-misconfigured'])
      expect(JSON.stringify(answered.body)).not.toContain('parser')
      expect(f.lines.pop()).toMatchObject({
        level: 50,
        code: 'server-misconfigured',
        error: { message: expect.stringContaining('Mount the backend before body parsers') },
      })
    }
  })

  it('still blames a client that sends no body', async () => {
    if (name === 'a route handler that reads the body') return
    for (const hasLength of [true, false]) {
      const answered = await call('/v1/uploads/complete', '', 'text/plain', hasLength)
      expect([hasLength, answered.status, answered.body.error?.code]).toEqual([hasLength, 400, 'bad-request'])
    }
  })
})
