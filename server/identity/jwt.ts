import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { Fault } from '../faults/fault'
import { bearerToken } from './bearer-token'
import type { Identity, User } from './identity'
import { digest, rememberUntil } from './remember'

export interface JwtIdentityOptions {
  /** `iss`, exactly. */
  issuer: string
  /** `aud`, or one of them. */
  audience: string
  /** HS256 with the secret's UTF-8 bytes, or the issuer's public keys at an address. */
  keys: { secret: string } | { jwksUrl: string }
  /** For the keys. */
  fetch?: typeof globalThis.fetch
  /** ms. */
  now?: () => number
}

/** Pinned by the kind of key, so that neither `none` nor a public key taken for a shared secret gets through. */
const SHARED = ['HS256']
const PUBLIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

const CLOCK_TOLERANCE_SECONDS = 5
const JWKS_TIMEOUT_MS = 2000
/** A key that the issuer withdrew counts no longer than that; a new one is fetched when its first token comes. */
const JWKS_MAX_AGE_MS = 10 * 60_000
/** Tokens with made-up key ids make us ask the issuer no more often than that. */
const JWKS_COOLDOWN_MS = 30_000

/** The app's own tokens: `sub` is the user. They must name issuer and audience, and expire. */
export function jwtIdentity({ issuer, audience, keys, fetch, now = Date.now }: JwtIdentityOptions): Identity {
  const [key, algorithms] =
    'secret' in keys ? [sharedKey(keys.secret), SHARED] : [remoteKeys(keys.jwksUrl, fetch), PUBLIC]
  const remembered = rememberUntil<User>(now)

  return {
    async identify(request) {
      const token = bearerToken(request)
      if (!token) return undefined
      const memory = digest(token)
      const known = remembered.get(memory)
      if (known) return known
      const verified = await jwtVerify(token, key, {
        algorithms,
        issuer,
        audience,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(now()),
      }).catch(refuseOrFail)
      const { sub, exp = 0 } = verified?.payload ?? {}
      if (!sub) return undefined
      const user = { kind: 'jwt', issuer, id: sub }
      remembered.set(memory, user, Math.min(exp * 1000, now() + JWKS_MAX_AGE_MS))
      return user
    },
  }
}

const sharedKey =
  (secret: string): JWTVerifyGetKey =>
  async () =>
    new TextEncoder().encode(secret)

/** Does not follow redirects. */
const remoteKeys = (url: string, fetch?: typeof globalThis.fetch): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(url), {
    timeoutDuration: JWKS_TIMEOUT_MS,
    cacheMaxAge: JWKS_MAX_AGE_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
    ...(fetch && { [customFetch]: fetch }),
  })

/** What is wrong with the token, rather than with reaching the issuer's keys. */
const ABOUT_THE_TOKEN = [
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
]

function refuseOrFail(error: unknown): undefined {
  if (ABOUT_THE_TOKEN.some((kind) => error instanceof kind)) return undefined
  throw new Fault('cloud-unavailable', undefined, error)
}
