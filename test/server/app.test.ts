import { generateKeyPairSync, sign } from 'node:crypto'
import { createApp } from '../../server/app'
import { sessionIdentity } from '../../server/identity/session'
import { routes } from '../../server/routes'
import { config, fixture, keyOf, ticketOf } from './fixture'
import { storedObject } from './memory-bucket'

const photo = { size: 9, type: 'image/jpeg' }

describe('the caller', () => {
  it('is unauthenticated without a session', async () => {
    const { status, body } = await fixture().post('/v1/uploads', { route: 'photo', files: [photo] })
    expect([status, body.error?.code]).toEqual([401, 'unauthenticated'])
  })

  it('is unauthenticated two hours after the session began', async () => {
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

  it('is unauthenticated in every call if no identity is configured', async () => {
    const f = fixture({ identity: undefined })
    const calls = [
      f.post('/v1/session', { code: 'ann' }),
      f.post('/v1/uploads', { route: 'photo', files: [photo] }),
      f.post('/v1/uploads/complete', { upload: 'x' }),
    ]
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([401, 401, 401])
    const warning = { level: 40, msg: expect.stringContaining('No way to identify callers is configured') }
    expect(f.lines[0]).toMatchObject(warning)
  })

  it('is not warned about if an identity is configured', () => {
    expect(fixture().lines).toEqual([])
  })

  it('cannot sign in if the identity has no login', async () => {
    const { status } = await fixture({ identity: { identify: async () => undefined } }).post('/v1/session', {
      code: 'a',
    })
    expect(status).toBe(404)
  })
})

describe('every answer', () => {
  it.each([
    ['POST', '/'],
    ['GET', '/v1/uploads'],
    ['POST', '/v1/upload'],
    ['DELETE', '/v1/uploads'],
  ])('to %s %s is not-found, in the contract’s shape', async (method, path) => {
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

  it('has a Content-Length in bytes', async () => {
    const response = await fixture().app.fetch(new Request('http://localhost/照片'))
    expect(response.headers.get('content-length')).toBe(String((await response.arrayBuffer()).byteLength))
  })

  it('hides what went wrong inside, which only the log shows', async () => {
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

  it('writes one line to the log, without tokens, policies or secrets', async () => {
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

describe('an identity that accepts any caller', () => {
  const identity = sessionIdentity({
    secrets: config.secrets.session,
    login: async () => ({ id: 'anybody', kind: 'demo', issuer: 'demo' }),
    localOnly: true,
  })
  const LOCAL = 'http://localhost:9000'
  const create = (change: { endpoint?: string; domain?: string; publicUrl?: string; sts?: string | null }) => () => {
    const { endpoint = LOCAL, domain = LOCAL, publicUrl, sts = LOCAL } = change
    return createApp(
      {
        ...config,
        publicUrl,
        oss: { ...config.oss, endpoint, domain },
        source: { accessKeyId: 'local-key-id', accessKeySecret: 'local-key-secret' },
        ...(sts !== null && { sts: { roleArn: 'acs:ram::1:role/local', endpoint: sts || undefined } }),
      },
      { routes, identity },
    )
  }

  it.each([LOCAL, 'http://127.0.0.1:9000', 'http://[::1]:9000'])('is accepted if everything runs at %s', (url) => {
    expect(create({ endpoint: url, domain: url, publicUrl: url, sts: url })).not.toThrow()
    expect(create({ endpoint: url, domain: url, sts: null })).not.toThrow()
  })

  it.each([
    ['OSS', { endpoint: 'https://bucket.oss-cn-hangzhou.aliyuncs.com' }],
    ['OSS', { endpoint: 'http://localhost.example.com' }],
    ['OSS', { endpoint: 'http://127.0.0.1.example.com', sts: null }],
    ['the bucket’s domain', { domain: 'https://files.example.com' }],
    ['the backend', { publicUrl: 'https://api.example.com' }],
    ['STS', { sts: 'https://sts.aliyuncs.com' }],
    ['STS, by default,', { sts: '' }],
  ])('is refused if %s runs elsewhere: %j', (_, change) => {
    expect(create(change)).toThrow(/accepts any caller: expected .* on this machine/)
  })
})

describe('a user of another issuer or kind', () => {
  const ann = { id: 'ann', kind: 'test', issuer: 'test' }
  let caller = ann
  const f = fixture({ identity: async () => caller })

  it.each([
    ['issuer', { ...ann, issuer: 'other' }],
    ['kind', { ...ann, kind: 'other' }],
    ['id', { ...ann, id: 'bob' }],
  ])('with another %s can neither complete nor renew an upload', async (_, other) => {
    caller = ann
    const { upload } = ticketOf(await f.post('/v1/uploads', { route: 'photo', files: [photo] }))
    const renew = () => f.post('/v1/uploads', { route: 'photo', files: [{ ...photo, renew: upload }] })
    const complete = () => f.post('/v1/uploads/complete', { upload })
    expect(ticketOf(await renew()).upload).toBe(upload)
    expect((await complete()).body.error?.code).toBe('not-stored')
    caller = other
    expect((await renew()).body.uploads).toMatchObject([{ error: { code: 'upload-invalid' } }])
    expect((await complete()).body.error?.code).toBe('forbidden')
  })
})

describe('OSS’s callback', () => {
  it('is finally refused for an upload that expired after seven days, and nothing is copied', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string
    const keys = 'https://keys.example.com/'
    const f = fixture({ callback: { keyPrefixes: [keys], fetch: async () => new Response(pem) } })
    const ticket = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', files: [photo] }))
    f.bucket.objects.set(keyOf(ticket), storedObject())
    const body = `upload=${ticket.upload}`
    const headers = {
      authorization: sign('RSA-MD5', Buffer.from(`/v1/uploads/callback\n${body}`), privateKey).toString('base64'),
      'x-oss-pub-key-url': Buffer.from(`${keys}callback_pub_key_v1.pem`).toString('base64'),
    }
    f.clock.now += 7 * 24 * 3_600_000
    const answer = await f.post('/v1/uploads/callback', body, headers)
    expect([answer.status, answer.body.error?.code]).toEqual([200, 'upload-expired'])
    expect(f.bucket.promotions).toHaveLength(0)
    f.clock.now -= 1
    expect((await f.post('/v1/uploads/callback', body, headers)).body.file?.size).toBe(9)
  })
})
