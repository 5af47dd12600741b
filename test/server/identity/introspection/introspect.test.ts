import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { introspectIdentity } from '../../../../server/identity/introspection/introspect'
import { fixture, NOW } from '../../fixture'

type Answerer = (request: IncomingMessage, response: ServerResponse) => void

const clock = { now: NOW }
let server: Server
let url: string
let asked: IncomingMessage[]
let answerer: Answerer

const json =
  (body: unknown, status = 200): Answerer =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

beforeEach(async () => {
  clock.now = NOW
  asked = []
  answerer = json({ id: 'ann' })
  server = createServer((request, response) => {
    asked.push(request)
    answerer(request, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://localhost:${(server.address() as AddressInfo).port}/whoami?for=uploads`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

const identity = () => introspectIdentity({ url, now: () => clock.now })
const carrying = (authorization: string): Request => new Request('http://localhost/', { headers: { authorization } })

describe('the app’s own backend', () => {
  it('is called with the caller’s header and answers who the caller is', async () => {
    const user = await identity().identify(carrying('Token abc'))
    expect(user).toEqual({ kind: 'introspect', issuer: 'app', id: 'ann' })
    expect(asked.map(({ method, url: path, headers }) => [method, path, headers.authorization])).toEqual([
      ['GET', '/whoami?for=uploads', 'Token abc'],
    ])
  })

  it('may answer a number, unless it is too big to be exact', async () => {
    answerer = json({ id: 42 })
    expect((await identity().identify(carrying('a')))?.id).toBe('42')
    answerer = (_, response) => void response.end('{"id":9007199254740993}')
    await expect(identity().identify(carrying('a'))).rejects.toThrow('server-misconfigured')
  })

  it('is not called for callers without a header', async () => {
    expect(await identity().identify(new Request('http://localhost/'))).toBeUndefined()
    expect(asked).toHaveLength(0)
  })

  it('is called once for many simultaneous calls with the same header', async () => {
    const same = identity()
    const users = await Promise.all(Array.from({ length: 50 }, () => same.identify(carrying('a'))))
    expect(new Set(users.map((user) => user?.id))).toEqual(new Set(['ann']))
    expect(asked).toHaveLength(1)
  })

  it('is called again after a minute', async () => {
    const same = identity()
    await same.identify(carrying('a'))
    clock.now += 59_999
    await same.identify(carrying('a'))
    expect(asked).toHaveLength(1)
    clock.now += 1
    await same.identify(carrying('a'))
    expect(asked).toHaveLength(2)
  })

  it('is called again sooner if its answer says so', async () => {
    answerer = json({ id: 'ann', expiresIn: 10 })
    const same = identity()
    await same.identify(carrying('a'))
    clock.now += 10_000
    await same.identify(carrying('a'))
    expect(asked).toHaveLength(2)
  })

  it.each([401, 403])('that refuses with %s is not called again for five seconds', async (status) => {
    answerer = json({}, status)
    const same = identity()
    expect(await same.identify(carrying('a'))).toBeUndefined()
    answerer = json({ id: 'ann' })
    clock.now += 4999
    expect(await same.identify(carrying('a'))).toBeUndefined()
    expect(asked).toHaveLength(1)
    clock.now += 1
    expect((await same.identify(carrying('a')))?.id).toBe('ann')
  })

  it('distinguishes callers', async () => {
    const same = identity()
    await same.identify(carrying('a'))
    answerer = json({ id: 'bob' })
    expect((await same.identify(carrying('b')))?.id).toBe('bob')
    expect((await same.identify(carrying('a')))?.id).toBe('ann')
  })

  it.each<[string, Answerer]>([
    ['500', json({ id: 'ann' }, 500)],
    ['404', json({ id: 'ann' }, 404)],
    ['no JSON', (_, response) => void response.end('<html>')],
    ['a code of its own failure', json({ code: 500, data: null })],
    ['an endless body', (_, response) => void response.end(JSON.stringify({ id: 'ann', x: 'x'.repeat(70_000) }))],
    ['nothing', (request) => void request.socket.destroy()],
  ])('that answers %s identifies no caller: 503, and the next call asks again', async (_, broken) => {
    answerer = broken
    const f = fixture({ identity: identity() })
    const call = () => f.post('/v1/uploads/complete', { upload: 'x' }, { authorization: 'secret-header' })
    const { status, body } = await call()
    expect([status, body.error?.code]).toEqual([503, 'cloud-unavailable'])
    expect(JSON.stringify(f.lines)).not.toContain('secret-header')
    answerer = json({ id: 'ann' })
    expect((await call()).body.error?.code).toBe('upload-invalid')
  })

  it.each<[string, object, string]>([
    ['a user without an id', { name: 'ann' }, 'got nothing. INTROSPECT_ID_PATH says where it is'],
    ['an empty id', { id: '' }, 'got an empty text'],
  ])('that answers %s was set up wrongly: 500, and the log says what was expected', async (_, body, found) => {
    answerer = json(body)
    const f = fixture({ identity: identity() })
    const answered = await f.post('/v1/uploads/complete', { upload: 'x' }, { authorization: 'secret-header' })
    expect([answered.status, answered.body.error?.code]).toEqual([500, 'server-misconfigured'])
    expect(f.lines.pop()).toMatchObject({ error: { message: expect.stringContaining(found) } })
  })

  it('may have the id deeper in its answer, beside its expiry', async () => {
    answerer = json({ code: 0, msg: 'ok', data: { id: 7, expiresIn: 10 } })
    const same = introspectIdentity({ url, idPath: 'data.id', now: () => clock.now })
    expect((await same.identify(carrying('a')))?.id).toBe('7')
    clock.now += 10_000
    answerer = json({ code: 401, msg: '请登录' })
    expect(await same.identify(carrying('a'))).toBeUndefined()
    expect(() => introspectIdentity({ url, idPath: 'data..id' })).toThrow(/^idPath: expected names .*, got "data..id"$/)
  })

  it('that redirects identifies no caller, and the header is sent nowhere else', async () => {
    answerer = (request, response) =>
      void response.writeHead(request.url === '/stolen' ? 200 : 302, { location: '/stolen' }).end('{"id":"ann"}')
    await expect(identity().identify(carrying('a'))).rejects.toThrow('cloud-unavailable')
    expect(asked.map((request) => request.url)).toEqual(['/whoami?for=uploads'])
  })

  it('that never answers is a timeout after two seconds', async () => {
    answerer = () => undefined
    await expect(identity().identify(carrying('a'))).rejects.toThrow('cloud-unavailable')
  })
})
