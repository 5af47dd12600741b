import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { Fault } from '../../../../server/faults/fault'
import { type JwtIdentityOptions, jwtIdentity } from '../../../../server/identity/jwt/jwt'
import { fixture, keyOf, NOW, ticketOf } from '../../fixture'
import { storedObject } from '../../memory-bucket'

const SECRET = 'jwt-secret-jwt-secret-jwt-secret-jwt'
const ISSUER = 'https://login.example.com'
const AUDIENCE = 'uploads'
const clock = { now: NOW }

const carrying = (token: string): Request =>
  new Request('http://localhost/', { headers: { authorization: `Bearer ${token}` } })

const identityWith = (change: Partial<JwtIdentityOptions> = {}) =>
  jwtIdentity({ issuer: ISSUER, audience: AUDIENCE, keys: { secret: SECRET }, now: () => clock.now, ...change })

interface Claims {
  sub?: unknown
  roles?: string[]
  iss?: string
  aud?: string | string[]
  exp?: number
  nbf?: number
}

const claims = (change: Claims = {}): JWTPayload =>
  JSON.parse(JSON.stringify({ sub: 'ann', iss: ISSUER, aud: AUDIENCE, exp: NOW / 1000 + 3600, ...change }))

const signed = (change: Claims = {}, key: CryptoKey | Uint8Array = bytes(SECRET), alg = 'HS256', kid?: string) =>
  new SignJWT({ ...claims(change) }).setProtectedHeader({ alg, ...(kid && { kid }) }).sign(key)

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The code of a refusal. */
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Fault ? error.code : Promise.reject(error)),
  )

beforeEach(() => {
  clock.now = NOW
})

describe('the app’s own token, with a shared secret', () => {
  it('identifies the caller by its sub and its issuer', async () => {
    expect(await identityWith().identify(carrying(await signed()))).toEqual({ kind: 'jwt', issuer: ISSUER, id: 'ann' })
  })

  it('is accepted until it expires, even though it is remembered', async () => {
    const identity = identityWith()
    const request = carrying(await signed({ exp: NOW / 1000 + 60 }))
    expect(await identity.identify(request)).toBeDefined()
    clock.now += 66_000
    expect(await codeOf(identity.identify(request))).toBe('unauthenticated')
  })

  it('may name several audiences', async () => {
    expect(await identityWith().identify(carrying(await signed({ aud: ['other', AUDIENCE] })))).toBeDefined()
  })

  it.each<[string, Claims]>([
    ['expired', { exp: NOW / 1000 - 60 }],
    ['not yet valid', { nbf: NOW / 1000 + 60 }],
    ['without an expiry', { exp: undefined }],
    ['without a user', { sub: undefined }],
    ['of another issuer', { iss: 'https://evil.example.com' }],
    ['of no issuer', { iss: undefined }],
    ['for another audience', { aud: 'billing' }],
    ['for no audience', { aud: undefined }],
  ])('is unauthenticated if it is %s', async (_, change) => {
    expect(await codeOf(identityWith().identify(carrying(await signed(change))))).toBe('unauthenticated')
  })

  it('is unauthenticated if it is unsigned, altered, or signed with another secret or algorithm', async () => {
    const good = await signed()
    const [head, , signature] = good.split('.')
    const forged = Buffer.from(JSON.stringify(claims({ sub: 'bob' }))).toString('base64url')
    const tokens = [
      new UnsecuredJWT({ ...claims() }).encode(),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`,
      `${head}.${forged}.${signature}`,
      await signed({}, bytes('another-secret-another-secret-another')),
      await signed({}, bytes(SECRET + SECRET), 'HS512'),
      'x',
      'x.y.z',
    ]
    for (const token of tokens) expect(await codeOf(identityWith().identify(carrying(token)))).toBe('unauthenticated')
    expect(await identityWith().identify(new Request('http://localhost/'))).toBeUndefined()
  })

  it('is not a session of this backend, and a session is not such a token', async () => {
    const f = fixture()
    const session = await f.post('/v1/session', { code: 'ann' })
    expect(await codeOf(identityWith().identify(carrying(session.body.token ?? '')))).toBe('unauthenticated')
    const answer = await f.post('/v1/uploads/complete', { upload: 'x' }, { authorization: `Bearer ${await signed()}` })
    expect(answer.status).toBe(401)
  })
})

describe('the user of the app’s own token', () => {
  it.each([
    [42, '42'],
    [2 ** 53 - 1, '9007199254740991'],
    ['42', '42'],
  ])('may be %j, and uploads and confirms as %j', async (sub, id) => {
    const f = fixture({ identity: identityWith() })
    const headers = { authorization: `Bearer ${await signed({ sub })}` }
    const files = [{ size: 9, type: 'image/jpeg' }]
    const ticket = ticketOf(await f.post('/v1/uploads', { route: 'photo', files }, headers))
    f.bucket.objects.set(keyOf(ticket), storedObject())
    expect((await f.post('/v1/uploads/complete', { upload: ticket.upload }, headers)).status).toBe(200)
    expect(await identityWith().identify(carrying(await signed({ sub })))).toMatchObject({ id })
  })

  it.each([1.5, 2 ** 53, true, ['ann'], { id: 1 }, 'x'.repeat(257)])('cannot be %j', async (sub) => {
    expect(await codeOf(identityWith().identify(carrying(await signed({ sub }))))).toBe('unauthenticated')
  })

  it('may have many roles in the token', async () => {
    const token = await signed({ roles: Array.from({ length: 500 }, (_, at) => `tenant-${at}:editor`) })
    expect(token.length).toBeGreaterThan(10_000)
    expect(await identityWith().identify(carrying(token))).toBeDefined()
    const tooLong = await signed({ roles: ['x'.repeat(17_000)] })
    expect(await identityWith().identify(carrying(tooLong))).toBeUndefined()
  })
})

describe('the log of a refused token', () => {
  it.each<[string, Claims, string]>([
    ['issuer', { iss: 'https://evil.example.com' }, `iss: expected "${ISSUER}", got "https://evil.example.com"`],
    ['audience', { aud: 'billing' }, `aud: expected "${AUDIENCE}", got "billing"`],
    ['missing audience', { aud: undefined }, 'aud: expected, is missing'],
    ['expiry', { exp: NOW / 1000 - 60 }, 'exp: has passed'],
    ['user', { sub: 1.5 }, 'sub: expected a text or a whole number, got number'],
  ])('says why, and the answer does not: %s', async (_, change, problem) => {
    const f = fixture({ identity: identityWith() })
    const authorization = `Bearer ${await signed(change)}`
    const { status, body } = await f.post('/v1/uploads', {}, { authorization })
    expect([status, body.error]).toEqual([401, { code: 'unauthenticated', requestId: expect.any(String) }])
    expect(JSON.stringify(f.lines.at(-1))).toContain(JSON.stringify(problem).slice(1, -1))
    expect(JSON.stringify(f.lines)).not.toContain(authorization.slice(-40))
  })
})

describe('the app’s own token, with public keys', () => {
  let server: Server
  let url: string
  let fetched: number
  let answer: { status: number; keys: object[]; location?: string }

  beforeEach(async () => {
    fetched = 0
    answer = { status: 200, keys: [] }
    server = createServer((_, response) => {
      fetched += 1
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {})
      response.end(JSON.stringify({ keys: answer.keys }))
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    url = `http://localhost:${(server.address() as AddressInfo).port}/keys`
  })

  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })

  const addKey = async (alg: string, kid: string): Promise<{ privateKey: CryptoKey; publicKey: CryptoKey }> => {
    const pair = await generateKeyPair(alg, { extractable: true })
    answer.keys.push({ ...(await exportJWK(pair.publicKey)), alg, kid })
    return pair
  }

  it.each(['RS256', 'ES256', 'EdDSA'])(
    'signed with %s identifies the caller, and the keys are fetched once',
    async (alg) => {
      const { privateKey } = await addKey(alg, 'one')
      const identity = identityWith({ keys: { jwksUrl: url } })
      for (const sub of ['ann', 'bob', 'ann']) {
        const user = await identity.identify(carrying(await signed({ sub }, privateKey, alg, 'one')))
        expect(user?.id).toBe(sub)
      }
      expect(fetched).toBe(1)
    },
  )

  it('signed with the public key as a shared secret is unauthenticated', async () => {
    const { publicKey } = await addKey('RS256', 'one')
    const token = await signed({}, bytes(await exportSPKI(publicKey)), 'HS256', 'one')
    expect(await codeOf(identityWith({ keys: { jwksUrl: url } }).identify(carrying(token)))).toBe('unauthenticated')
  })

  it('signed with an unpublished key is unauthenticated, and the keys are fetched once', async () => {
    await addKey('ES256', 'one')
    const { privateKey } = await generateKeyPair('ES256')
    const identity = identityWith({ keys: { jwksUrl: url } })
    for (const kid of ['two', 'three', 'four']) {
      expect(await codeOf(identity.identify(carrying(await signed({}, privateKey, 'ES256', kid))))).toBe(
        'unauthenticated',
      )
    }
    expect(fetched).toBe(1)
  })

  it('signed with a key that the issuer adds later is accepted after the next fetch of the keys', async () => {
    const first = await addKey('ES256', 'one')
    const identity = identityWith({ keys: { jwksUrl: url } })
    expect(await identity.identify(carrying(await signed({}, first.privateKey, 'ES256', 'one')))).toBeDefined()
    const second = await addKey('ES256', 'two')
    const token = await signed({ sub: 'bob' }, second.privateKey, 'ES256', 'two')
    // jose measures the pause between two fetches with the system's clock.
    const realNow = Date.now
    Date.now = () => realNow() + 31_000
    try {
      expect((await identity.identify(carrying(token)))?.id).toBe('bob')
    } finally {
      Date.now = realNow
    }
    expect(fetched).toBe(2)
  })

  it.each([
    ['fail', 500],
    ['redirect', 302],
  ])('is answered 503 while the keys %s', async (_, status) => {
    const { privateKey } = await addKey('ES256', 'one')
    Object.assign(answer, { status, location: `${url}/elsewhere` })
    const f = fixture({ identity: identityWith({ keys: { jwksUrl: url } }) })
    const authorization = `Bearer ${await signed({}, privateKey, 'ES256', 'one')}`
    const { status: got, body } = await f.post('/v1/uploads/complete', { upload: 'x' }, { authorization })
    expect([got, body.error?.code]).toEqual([503, 'cloud-unavailable'])
    expect(fetched).toBe(1)
  })

  it('is accepted with the keys of earlier while the issuer is away, and 503 with a key that may be new', async () => {
    const first = await addKey('ES256', 'one')
    const identity = identityWith({ keys: { jwksUrl: url } })
    const ask = async (sub: string, key: CryptoKey, kid: string) =>
      identity.identify(carrying(await signed({ sub }, key, 'ES256', kid)))
    expect(await ask('ann', first.privateKey, 'one')).toBeDefined()
    const second = await generateKeyPair('ES256')
    answer.status = 500
    // jose measures the age of the keys with the system's clock.
    const realNow = Date.now
    try {
      Date.now = () => realNow() + 11 * 60_000
      expect(await ask('bob', first.privateKey, 'one')).toBeDefined()
      expect(fetched).toBe(2)
      Date.now = () => realNow() + 12 * 60_000
      expect(await codeOf(ask('eve', second.privateKey, 'two'))).toBe('cloud-unavailable')
    } finally {
      Date.now = realNow
    }
  })
})
