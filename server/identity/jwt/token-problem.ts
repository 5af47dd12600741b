import { errors } from 'jose'

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

export const isTokenError = (error: unknown): boolean => TOKEN_ERRORS.some((kind) => error instanceof kind)

const MAX_LENGTH = 100

/** What is wrong with a token, for the log: `iss: expected "https://a", got "https://b"`. It names no other claim. */
export function tokenProblem(error: unknown, { issuer, audience }: { issuer: string; audience: string }): string {
  if (!(error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)) {
    return (error as Error).message
  }
  const { claim, payload, reason } = error
  if (reason === 'missing') return `${claim}: expected, is missing`
  if (claim === 'iss') return expected(claim, issuer, payload.iss)
  if (claim === 'aud') return expected(claim, audience, payload.aud)
  if (claim === 'exp') return `exp: has passed (${payload.exp}); compare the clocks`
  return `${claim}: ${error.message}`
}

const expected = (claim: string, wanted: string, got: unknown): string =>
  `${claim}: expected ${JSON.stringify(wanted)}, got ${String(JSON.stringify(got)).slice(0, MAX_LENGTH)}`
