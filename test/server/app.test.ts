import { createApp } from '../../server/app'
import { sessionIdentity } from '../../server/identity/session'
import { config, fixture, ticketOf } from './fixture'

const photo = { size: 9, type: 'image/jpeg' }

describe('who calls', () => {
  it('is nobody without a session', async () => {
    const { status, body } = await fixture().post('/v1/uploads', { route: 'photo', files: [photo] })
    expect([status, body.error?.code]).toEqual([401, 'unauthenticated'])
  })

  it('is nobody once the session is over, two hours after it began', async () => {
    const f = fixture()
    const { body } = await f.post('/v1/session', { code: 'ann' })
    expect(body.expiresIn).toBe(7200)
    const headers = { authorization: `Bearer ${body.token}` }
    const call = () => f.post('/v1/uploads', { route: 'photo', files: [photo] }, headers)
    expect((await call()).status).toBe(200)
    f.clock.now += 7_199_000
    expect((await call()).status).toBe(200)
    f.clock.now += 1000
    expect((await call()).status).toBe(401)
  })

  it('is nobody on any call when no identity is configured', async () => {
    const f = fixture({ identity: undefined })
    const calls = [
      f.post('/v1/session', { code: 'ann' }),
      f.post('/v1/uploads', { route: 'photo', files: [photo] }),
      f.post('/v1/uploads/complete', { upload: 'x' }),
    ]
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([401, 401, 401])
  })

  it('cannot sign in where the identity has no login of its own', async () => {
    const { status } = await fixture({ identity: { identify: async () => undefined } }).post('/v1/session', {
      code: 'a',
    })
    expect(status).toBe(404)
  })
})

describe('every answer', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/v1/uploads'],
    ['POST', '/v1/upload'],
    ['DELETE', '/v1/uploads'],
  ])('to %s %s is not-found, as a body of ours', async (method, path) => {
    const response = await fixture().app.fetch(new Request(`http://localhost${path}`, { method }))
    expect(response.status).toBe(404)
    const requestId = response.headers.get('x-request-id')
    expect(await response.json()).toEqual({ error: { code: 'not-found', requestId } })
  })

  it('to GET /healthz is ok', async () => {
    const response = await fixture().app.fetch(new Request('http://localhost/healthz'))
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
  })

  it('carries the caller’s request id in header, body and log', async () => {
    const f = fixture()
    const { body, requestId } = await f.post('/v1/uploads', '{', { 'x-request-id': 'abc_1-2' })
    expect([requestId, body.error?.requestId, f.lines.at(-1)?.requestId]).toEqual(['abc_1-2', 'abc_1-2', 'abc_1-2'])
  })

  it.each(['a b', 'a'.repeat(65), '<script>'])('has an id of its own when the caller’s is %j', async (given) => {
    const { requestId } = await fixture().post('/v1/uploads', '{', { 'x-request-id': given })
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('says its length in bytes, wherever it is mounted', async () => {
    const response = await fixture().app.fetch(new Request('http://localhost/照片'))
    expect(response.headers.get('content-length')).toBe(String((await response.arrayBuffer()).byteLength))
  })

  it('says nothing of what went wrong inside; the log does', async () => {
    const identity = {
      identify: async () => {
        throw new Error('the user table is on fire')
      },
    }
    const f = fixture({ identity })
    const { status, body } = await f.post('/v1/uploads', { route: 'photo', files: [photo] })
    expect([status, body]).toEqual([500, { error: { code: 'server-error', requestId: expect.any(String) } }])
    expect(JSON.stringify(f.lines)).toContain('the user table is on fire')
  })

  it('leaves one line in the log, without tokens, policies or secrets', async () => {
    const f = fixture()
    const { body } = await f.post('/v1/session', { code: 'ann' })
    const answer = await f.post(
      '/v1/uploads',
      { route: 'photo', files: [photo] },
      { authorization: `Bearer ${body.token}` },
    )
    const { upload, fields } = ticketOf(answer)
    expect(f.lines).toHaveLength(2)
    expect(f.lines[1]).toMatchObject({ method: 'POST', path: '/v1/uploads', status: 200 })
    const log = JSON.stringify(f.lines)
    for (const secret of [body.token, upload, fields.policy, fields['x-oss-signature'], ...config.secrets.session]) {
      expect(log).not.toContain(secret)
    }
  })
})

describe('an identity that lets anybody in', () => {
  const identity = sessionIdentity({
    secrets: config.secrets.session,
    login: async () => ({ id: 'anybody', kind: 'demo', issuer: 'demo' }),
    localOnly: true,
  })
  const create = (endpoint: string, sts?: string | null) => () =>
    createApp(
      {
        ...config,
        oss: { ...config.oss, endpoint },
        source: { accessKeyId: 'local-key-id', accessKeySecret: 'local-key-secret' },
        ...(sts !== null && { sts: { roleArn: 'acs:ram::1:role/local', endpoint: sts } }),
      },
      { identity },
    )

  it.each(['http://localhost:9000', 'http://127.0.0.1:9000', 'http://[::1]:9000'])('is taken with %s', (local) => {
    expect(create(local, local)).not.toThrow()
    expect(create(local, null)).not.toThrow()
  })

  it.each([
    ['https://bucket.oss-cn-hangzhou.aliyuncs.com', 'http://localhost:9001'],
    ['http://localhost:9000', 'https://sts.aliyuncs.com'],
    ['http://localhost:9000', undefined],
    ['http://localhost.example.com', null],
    ['http://127.0.0.1.example.com', null],
  ])('is refused with OSS at %s and STS at %s', (endpoint, sts) => {
    expect(create(endpoint, sts)).toThrow(/expected OSS and STS on this machine/)
  })
})
