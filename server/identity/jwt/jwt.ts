import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { Fault } from '../../faults/fault'
import { digest, rememberUntil } from '../../limits/remember'
import { bearerToken } from '../bearer-token'
import type { Identity } from '../identity'
import type { User } from '../user'
import { userId } from '../user-id'
import { issuerKeys } from './issuer-keys'
import { isTokenError, tokenProblem } from './token-problem'

export interface JwtIdentityOptions {
  /** The exact `iss`. */
  issuer: string
  /** The `aud`, or one of several. */
  audience: string
  /** HS256 with the UTF-8 bytes of `secret`, or the issuer's public keys at a URL. */
  keys: { secret: string } | { jwksUrl: string }
  /** Fetches the public keys. */
  fetch?: typeof globalThis.fetch
  /** ms. */
  now?: () => number
}

/** The kind of key decides the algorithms, so neither `none` nor a public key used as a shared secret is accepted. */
const SECRET_ALGORITHMS = ['HS256']
const PUBLIC_KEY_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]

const CLOCK_TOLERANCE_SECONDS = 5
/** A user is remembered no longer than the issuer's keys are. */
const REMEMBERED_MS = 10 * 60_000

/** The app's own tokens: `sub` is the user. They must name the issuer and the audience, and expire. */
export function jwtIdentity({ issuer, audience, keys, fetch, now = Date.now }: JwtIdentityOptions): Identity {
  const remote = 'jwksUrl' in keys ? issuerKeys(keys.jwksUrl, fetch) : undefined
  const algorithms = remote ? PUBLIC_KEY_ALGORITHMS : SECRET_ALGORITHMS
  const key = 'secret' in keys ? sharedKey(keys.secret) : (remote?.key as JWTVerifyGetKey)
  const remembered = rememberUntil<User>(now)

  async function verify(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms,
        issuer,
        audience,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(now()),
      })
      return payload
    } catch (error) {
      // While the issuer cannot be reached, its new keys are unknown.
      if (!isTokenError(error) || remote?.isUnknown(error)) throw new Fault('cloud-unavailable', undefined, error)
      throw unauthenticated(tokenProblem(error, { issuer, audience }))
    }
  }

  return {
    async identify(request) {
      const token = bearerToken(request)
      if (!token) return undefined
      const memory = digest(token)
      const known = remembered.get(memory)
      if (known) return known
      const { sub, exp = 0 } = await verify(token)
      const id = userId(sub)
      if (id === undefined) throw unauthenticated(`sub: expected a text or a whole number, got ${typeof sub}`)
      const user = { kind: 'jwt', issuer, id }
      remembered.set(memory, user, Math.min(exp * 1000, now() + REMEMBERED_MS))
      return user
    },
  }
}

/** The problem goes to the log, never over the wire. */
const unauthenticated = (problem: string): Fault =>
  new Fault('unauthenticated', undefined, new Error(`JWT: ${problem}`))

const sharedKey =
  (secret: string): JWTVerifyGetKey =>
  async () =>
    new TextEncoder().encode(secret)
