import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { Fault } from '../faults/fault'
import { bearerToken } from './bearer-token'
import type { Identity, User } from './identity'
import { digest, rememberUntil } from './remember'

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
const JWKS_TIMEOUT_MS = 2000
/** The longest time that a withdrawn key is still accepted. A new key is fetched with its first token. */
const JWKS_MAX_AGE_MS = 10 * 60_000
/** Tokens with invented key ids cause at most one request to the issuer in this time. */
const JWKS_COOLDOWN_MS = 30_000

/** The app's own tokens: `sub` is the user. They must name the issuer and the audience, and expire. */
export function jwtIdentity({ issuer, audience, keys, fetch, now = Date.now }: JwtIdentityOptions): Identity {
  const [key, algorithms] =
    'secret' in keys
      ? [sharedKey(keys.secret), SECRET_ALGORITHMS]
      : [remoteKeys(keys.jwksUrl, fetch), PUBLIC_KEY_ALGORITHMS]
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

/** jose does not follow redirects here. */
const remoteKeys = (url: string, fetch?: typeof globalThis.fetch): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(url), {
    timeoutDuration: JWKS_TIMEOUT_MS,
    cacheMaxAge: JWKS_MAX_AGE_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
    ...(fetch && { [customFetch]: fetch }),
  })

/** Errors of the token itself. Any other error means that the issuer's keys could not be fetched. */
const TOKEN_ERRORS = [
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
  if (TOKEN_ERRORS.some((kind) => error instanceof kind)) return undefined
  throw new Fault('cloud-unavailable', undefined, error)
}
