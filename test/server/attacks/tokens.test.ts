/** Tokens that are forged, expired, of another user, or of another kind. */
import { randomBytes } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { deriveKey } from '../../../server/identity/derive-key'
import { jwtIdentity } from '../../../server/identity/jwt/jwt'
import { config, type Fixture, fixture, identityOf, keyOf, NOW, ticketOf } from '../fixture'
import { storedObject } from '../memory-bucket'

const METRICS_TOKEN = 'metrics-token-metrics-token'
const keys = { accessKeyId: 'id', accessKeySecret: 's', expiresAt: Number.POSITIVE_INFINITY }
const photo = { size: 9, type: 'image/jpeg' }
const video = { size: 1024 ** 2, type: 'video/mp4' }

const backend = (change: Parameters<typeof fixture>[0] = {}) =>
  fixture({
    metricsToken: METRICS_TOKEN,
    optionalEndpoints: ['credentials', 'presign'],
    userSessions: { put: async () => keys, read: async () => keys },
    ...change,
  })

const sessionOf = async (f: Fixture, user = 'ann'): Promise<string> =>
  (await f.post('/v1/session', { code: user })).body.token ?? ''

interface Tokens {
  session: string
  form: string
  parts: string
  metrics: string
}

async function tokensOf(f: Fixture): Promise<Tokens> {
  const session = await sessionOf(f)
  const form = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', files: [photo] })).upload
  const files = [{ ...video, partSize: 1024 * 1024 }]
  const [parts] = (await f.as('ann').post('/v1/uploads', { route: 'video', files })).body.uploads ?? []
  return { session, form, parts: parts && 'upload' in parts ? parts.upload : '', metrics: METRICS_TOKEN }
}

/** Every endpoint that needs a session. */
const CALLS: [path: string, body: object][] = [
  ['/v1/uploads', { route: 'photo', files: [photo] }],
  ['/v1/uploads/parts', { upload: 'x', from: 1, count: 1 }],
  ['/v1/uploads/resume', { upload: 'x' }],
  ['/v1/uploads/complete', { upload: 'x' }],
  ['/v1/uploads/abort', { upload: 'x' }],
  ['/v1/urls', { keys: ['x'] }],
  ['/v1/credentials', {}],
  ['/v1/presign', { method: 'PUT', route: 'photo', file: photo }],
]

/** Every endpoint that takes an `upload`. */
const UPLOAD_CALLS: [path: string, body: (upload: string) => object][] = [
  ['/v1/uploads/parts', (upload) => ({ upload, from: 1, count: 1 })],
  ['/v1/uploads/resume', (upload) => ({ upload })],
  ['/v1/uploads/complete', (upload) => ({ upload })],
  ['/v1/uploads/abort', (upload) => ({ upload })],
]

const codeOf = ({ body }: Awaited<ReturnType<Fixture['post']>>): string | undefined => {
  const [upload] = body.uploads ?? []
  return body.error?.code ?? (upload && 'error' in upload ? upload.error.code : undefined)
}

describe('a token', () => {
  it('is not accepted as a session anywhere, unless it is one', async () => {
    const f = backend()
    const { session, ...others } = await tokensOf(f)
    for (const [path, body] of CALLS) {
      for (const [kind, token] of Object.entries({ ...others, nothing: '' })) {
        const { status } = await f.post(path, body, { authorization: `Bearer ${token}` })
        expect([path, kind, status]).toEqual([path, kind, 401])
      }
      expect((await f.post(path, body, { authorization: `Bearer ${session}` })).status).not.toBe(401)
    }
  })

  it('is not accepted as an upload anywhere, unless it is one', async () => {
    const f = backend()
    const { session, metrics, form } = await tokensOf(f)
    for (const [path, body] of UPLOAD_CALLS) {
      for (const token of [session, metrics, 'x', form.slice(1), `${form}=`, Buffer.from(form).toString('base64')]) {
        expect([path, codeOf(await f.as('ann').post(path, body(token)))]).toEqual([path, 'upload-invalid'])
      }
    }
    for (const renew of [session, metrics, 'x']) {
      const answer = await f.as('ann').post('/v1/uploads', { route: 'photo', files: [{ ...photo, renew }] })
      expect(codeOf(answer)).toBe('upload-invalid')
    }
  })

  it('of a form upload has no parts, and one of a multipart upload cannot be renewed as a form', async () => {
    const f = backend()
    const { form, parts } = await tokensOf(f)
    for (const [path, body] of UPLOAD_CALLS.slice(0, 2)) {
      expect(codeOf(await f.as('ann').post(path, body(form)))).toBe('upload-invalid')
    }
    const renewed = { route: 'video', files: [{ ...video, renew: parts }] }
    expect(codeOf(await f.as('ann').post('/v1/uploads', renewed))).toBe('upload-invalid')
  })

  it('does not open /metrics, unless it is the metrics token', async () => {
    const f = backend()
    const { metrics, ...others } = await tokensOf(f)
    const scrape = (token: string) =>
      f.app.fetch(new Request('http://localhost/metrics', { headers: { authorization: `Bearer ${token}` } }))
    for (const token of Object.values(others)) expect((await scrape(token)).status).toBe(404)
    expect((await scrape(metrics)).status).toBe(200)
  })

  it('of the app is no session of this backend, and the reverse, even if the secret is the same', async () => {
    const [secret = ''] = config.secrets.session
    const now = () => NOW
    const app = backend({ identity: jwtIdentity({ issuer: 'app', audience: 'app', keys: { secret }, now }) })
    const ours = await sessionOf(backend())
    const theirs = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('ann')
      .setIssuer('app')
      .setAudience('app')
      .setExpirationTime(NOW / 1000 + 60)
      .sign(new TextEncoder().encode(secret))
    const ask = (f: Fixture, token: string) =>
      f.post('/v1/uploads', { route: 'photo', files: [photo] }, { authorization: `Bearer ${token}` })
    expect((await ask(app, theirs)).status).toBe(200)
    expect((await ask(app, ours)).status).toBe(401)
    expect((await ask(backend(), theirs)).status).toBe(401)
  })
})

describe('a session', () => {
  const ask = (f: Fixture, token: string) =>
    f.post('/v1/uploads', { route: 'photo', files: [photo] }, { authorization: `Bearer ${token}` })

  it('of another server is unauthenticated', async () => {
    const foreign = { session: [randomBytes(32).toString('hex')], key: config.secrets.key }
    const theirs = fixture({ identity: identityOf(() => NOW) }, { secrets: foreign })
    expect((await ask(theirs, await sessionOf(theirs))).status).toBe(200)
    const other = await new SignJWT({ kind: 'test', issuer: 'test' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('ann')
      .setIssuer('wx-oss-upload')
      .setExpirationTime(NOW / 1000 + 60)
      .sign(deriveKey(foreign.session[0] ?? '', 'session'))
    expect((await ask(backend(), other)).status).toBe(401)
  })

  it.each([
    ['unsigned', (token: string) => `${head({ alg: 'none' })}.${token.split('.')[1]}.`],
    ['unsigned, with the algorithm in capitals', (token: string) => `${head({ alg: 'NONE' })}.${token.split('.')[1]}.`],
    [
      'with another algorithm in its header',
      (token: string) => [head({ alg: 'HS512' }), ...token.split('.').slice(1)].join('.'),
    ],
    [
      'with a key of its own',
      (token: string) => [head({ alg: 'HS256', jwk: {} }), ...token.split('.').slice(1)].join('.'),
    ],
    ['without its signature', (token: string) => token.split('.').slice(0, 2).join('.')],
    ['with another user in it', (token: string) => alter(token, { sub: 'bob' })],
    ['with a later expiry', (token: string) => alter(token, { exp: 4102444800 })],
  ])('%s is unauthenticated', async (_, forge) => {
    const f = backend()
    const token = await sessionOf(f)
    expect((await ask(f, forge(token))).status).toBe(401)
    expect((await ask(f, token)).status).toBe(200)
  })

  it('expires on time, however often it was used', async () => {
    const f = backend()
    const token = await sessionOf(f)
    const [secret = ''] = config.secrets.session
    const { payload } = await jwtVerify(token, deriveKey(secret, 'session'), { currentDate: new Date(NOW) })
    f.clock.now = (payload.exp ?? 0) * 1000 - 1000
    expect((await ask(f, token)).status).toBe(200)
    f.clock.now += 1000
    expect((await ask(f, token)).status).toBe(401)
  })
})

describe('an upload', () => {
  it('of another user can be neither read, aborted, renewed nor confirmed', async () => {
    const f = backend()
    const { form, parts } = await tokensOf(f)
    for (const [path, body] of UPLOAD_CALLS) {
      for (const upload of [form, parts]) {
        expect([path, codeOf(await f.as('bob').post(path, body(upload)))]).toEqual([path, 'forbidden'])
      }
    }
    const renewed = { route: 'photo', files: [{ ...photo, renew: form }] }
    expect(codeOf(await f.as('bob').post('/v1/uploads', renewed))).toBe('upload-invalid')
    expect(f.bucket.removed).toEqual([])
  })

  it('of another server is invalid', async () => {
    const theirs = fixture({}, { secrets: { session: [randomBytes(32).toString('hex')], key: config.secrets.key } })
    const { upload } = ticketOf(
      await theirs.post(
        '/v1/uploads',
        { route: 'photo', files: [photo] },
        { authorization: `Bearer ${await sessionOf(theirs)}` },
      ),
    )
    expect(codeOf(await backend().as('ann').post('/v1/uploads/complete', { upload }))).toBe('upload-invalid')
  })

  it('is invalid if any character is changed', async () => {
    const f = backend()
    const { form } = await tokensOf(f)
    for (let index = 0; index < form.length; index += 7) {
      const edited = form.slice(0, index) + (form[index] === 'A' ? 'B' : 'A') + form.slice(index + 1)
      const answer = await f.as('ann').post('/v1/uploads/complete', { upload: edited })
      expect([index, codeOf(answer)]).toEqual([index, 'upload-invalid'])
    }
  })

  it('is valid only for its own key, whatever else the bucket holds', async () => {
    const f = backend()
    const first = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', files: [photo] }))
    const second = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', files: [photo] }))
    f.bucket.objects.set(keyOf(second), storedObject())
    expect(codeOf(await f.as('ann').post('/v1/uploads/complete', { upload: first.upload }))).toBe('not-stored')
    expect([...f.bucket.objects.keys()]).toEqual([keyOf(second)])
  })

  it('is renewed only for the same route, size and type', async () => {
    const f = backend()
    const { form } = await tokensOf(f)
    const renewals = [
      ['photo', { ...photo, size: 10 }],
      ['photo', { ...photo, type: 'image/png' }],
      ['file', { size: 9, type: 'text/plain' }],
    ] as const
    for (const [route, file] of renewals) {
      const answer = await f.as('ann').post('/v1/uploads', { route, files: [{ ...file, renew: form }] })
      expect(codeOf(answer)).toBe('upload-invalid')
    }
  })

  it('expires after seven days, in every call', async () => {
    const f = backend()
    const { form, parts } = await tokensOf(f)
    f.clock.now += 7 * 24 * 3_600_000
    for (const [path, body] of UPLOAD_CALLS) {
      for (const upload of [form, parts]) {
        expect([path, codeOf(await f.as('ann').post(path, body(upload)))]).toEqual([path, 'upload-expired'])
      }
    }
  })
})

const head = (header: object): string => Buffer.from(JSON.stringify(header)).toString('base64url')

function alter(token: string, claims: object): string {
  const [header, payload = '', signature] = token.split('.')
  const changed = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...claims }
  return [header, head(changed), signature].join('.')
}
