import { jwtVerify, SignJWT } from 'jose'
import { rememberUntil } from '../limits/remember'
import { bearerToken } from './bearer-token'
import { deriveKey } from './derive-key'
import type { Identity } from './identity'
import type { User } from './user'

export interface SessionIdentityOptions {
  /** The first secret signs, all of them verify. docs/deployments.md tells in which steps to change them. */
  secrets: readonly string[]
  /**
   * Exchanges wx.login's code for a user; throws a `Fault` if the code is invalid. The token contains the user in
   * readable form, so hash an `id` that must stay secret, as `wechatUser` does.
   */
  login: (code: string) => Promise<User>
  /** Default and maximum: 2 hours. */
  lifeSeconds?: number
  localOnly?: true
  /** ms. */
  now?: () => number
}

const MAX_LIFE_SECONDS = 2 * 60 * 60
const ISSUER = 'wx-oss-upload'

/** Sessions that this backend issues: `login` once, then a bearer token that names the user. */
export function sessionIdentity(options: SessionIdentityOptions): Identity {
  const { login, now = Date.now, localOnly } = options
  const keys = options.secrets.map((secret) => deriveKey(secret, 'session'))
  const lifeSeconds = Math.min(options.lifeSeconds ?? MAX_LIFE_SECONDS, MAX_LIFE_SECONDS)
  // Verifying costs 0.1 ms. Only valid tokens are remembered, so many invalid ones do not remove them.
  const remembered = rememberUntil<User>(now)

  return {
    ...(localOnly && { localOnly }),
    async identify(request) {
      const token = bearerToken(request)
      if (!token) return undefined
      const known = remembered.get(token)
      if (known) return known
      const session = await verify(token, keys, now())
      if (session) remembered.set(token, session.user, session.expiresAt)
      return session?.user
    },
    async login(code) {
      const user = await login(code)
      return { token: await sign(user, keys[0], lifeSeconds, now()), expiresIn: lifeSeconds }
    },
  }
}

interface Session {
  user: User
  /** ms. */
  expiresAt: number
}

function sign(user: User, key: Uint8Array | undefined, lifeSeconds: number, now: number): Promise<string> {
  if (!key) throw new Error('sessionIdentity: expected at least one secret, got none')
  const issuedAt = Math.floor(now / 1000)
  return new SignJWT({ kind: user.kind, issuer: user.issuer })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user.id)
    .setIssuer(ISSUER)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifeSeconds)
    .sign(key)
}

async function verify(token: string, keys: Uint8Array[], now: number): Promise<Session | undefined> {
  for (const key of keys) {
    const verified = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      issuer: ISSUER,
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(now),
    }).catch(() => undefined)
    const { sub, exp, kind, issuer } = verified?.payload ?? {}
    if (sub && exp && typeof kind === 'string' && typeof issuer === 'string') {
      return { user: { id: sub, kind, issuer }, expiresAt: exp * 1000 }
    }
  }
  return undefined
}
