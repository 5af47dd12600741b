import { jwtVerify, SignJWT } from 'jose'
import { deriveKey } from '../../../server/identity/derive-key'
import { type SessionIdentityOptions, sessionIdentity } from '../../../server/identity/session'
import { NOW } from '../fixture'

const OLD = 'old-secret-old-secret-old-secret-old'
const NEW = 'new-secret-new-secret-new-secret-new'
const ann = { id: 'o-1', kind: 'wechat', issuer: 'wx1' }
const clock = { now: NOW }

const identityWith = (options: Partial<SessionIdentityOptions> = {}) =>
  sessionIdentity({ secrets: [NEW], login: async () => ann, now: () => clock.now, ...options })

const carrying = (authorization: string): Request => new Request('http://localhost/', { headers: { authorization } })
const tokenOf = async (options?: Partial<SessionIdentityOptions>): Promise<string> =>
  (await identityWith(options).login?.('code'))?.token ?? ''

beforeEach(() => {
  clock.now = NOW
})

describe('a session', () => {
  it('identifies the user who signed in', async () => {
    expect(await identityWith().identify(carrying(`Bearer ${await tokenOf()}`))).toEqual(ann)
  })

  it('is remembered until it expires', async () => {
    const identity = identityWith()
    const request = carrying(`Bearer ${await tokenOf()}`)
    expect(await identity.identify(request)).toEqual(ann)
    expect(await identity.identify(request)).toEqual(ann)
    clock.now += 7_200_000
    expect(await identity.identify(request)).toBeUndefined()
  })

  it('lives two hours at most, whatever life is configured', async () => {
    expect((await identityWith({ lifeSeconds: 100_000 }).login?.('code'))?.expiresIn).toBe(7200)
    expect((await identityWith({ lifeSeconds: 60 }).login?.('code'))?.expiresIn).toBe(60)
  })

  it('of the old secret is accepted while both secrets are configured, and not after that', async () => {
    const request = carrying(`Bearer ${await tokenOf({ secrets: [OLD] })}`)
    expect(await identityWith({ secrets: [NEW, OLD] }).identify(request)).toEqual(ann)
    expect(await identityWith().identify(request)).toBeUndefined()
  })

  it('is signed with a key derived for sessions, never with the secret itself', async () => {
    const token = await tokenOf()
    const options = { currentDate: new Date(NOW) }
    await expect(jwtVerify(token, deriveKey(NEW, 'session'), options)).resolves.toBeDefined()
    await expect(jwtVerify(token, new TextEncoder().encode(NEW), options)).rejects.toThrow()
    await expect(jwtVerify(token, deriveKey(NEW, 'upload'), options)).rejects.toThrow()
  })

  it('is unauthenticated if the header or the token is malformed', async () => {
    const token = await tokenOf()
    const [head, body, signature] = token.split('.')
    const altered = `${head}.${body}.${signature?.startsWith('A') ? 'B' : 'A'}${signature?.slice(1)}`
    for (const header of ['', token, `Basic ${token}`, 'Bearer ', 'Bearer x', `Bearer ${altered}`]) {
      expect(await identityWith().identify(carrying(header))).toBeUndefined()
    }
  })

  it.each([
    ['without an expiry', (jwt: SignJWT) => jwt.setIssuer('wx-oss-upload')],
    ['of another issuer', (jwt: SignJWT) => jwt.setIssuer('other').setExpirationTime(NOW / 1000 + 60)],
  ])('%s is unauthenticated', async (_, finish) => {
    const jwt = new SignJWT({ kind: 'wechat', issuer: 'wx1' }).setProtectedHeader({ alg: 'HS256' }).setSubject('o-1')
    const token = await finish(jwt).sign(deriveKey(NEW, 'session'))
    expect(await identityWith().identify(carrying(`Bearer ${token}`))).toBeUndefined()
  })
})
