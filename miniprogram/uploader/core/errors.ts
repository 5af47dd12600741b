import type { ErrorBody } from '../contract'
import type { ErrorCode } from '../error-codes'

export interface ErrorDetails {
  params?: ErrorBody['params']
  /** The request id of the backend or of OSS, by which an operator finds the request. */
  requestId?: string
  /** A sentence for the user, written by the author of the backend. */
  userMessage?: string
  /** How long the backend asked to wait before a retry, ms. */
  retryAfterMs?: number | undefined
  /** What the platform threw. */
  cause?: unknown
}

/**
 * A failure of an upload. `code` is one of the closed list in `error-codes.ts`; `explain(error)` turns it into a
 * message and a hint. `Error.message` is for logs: code, facts and request id.
 */
export class UploadError extends Error {
  readonly code: ErrorCode
  /** Facts that belong to the code, such as `{ size, maxSize }`. */
  readonly params: NonNullable<ErrorBody['params']>
  /** The request id of the backend or of OSS; `''` if there is none. */
  readonly requestId: string
  /** A sentence for the user, written by the author of the backend. */
  readonly userMessage: string | undefined
  /** How long the backend asked to wait before a retry, ms; 0 if it did not. */
  readonly retryAfterMs: number
  /** What the platform threw, if it did. */
  readonly cause: unknown

  constructor(
    code: ErrorCode,
    { params = {}, requestId = '', userMessage, retryAfterMs = 0, cause }: ErrorDetails = {},
  ) {
    super(logLine(code, params, requestId))
    this.name = 'UploadError'
    this.code = code
    this.params = params
    this.requestId = requestId
    this.userMessage = userMessage
    this.retryAfterMs = retryAfterMs
    this.cause = cause
  }

  /** An app may contain this class twice, because the package's index and `sts` are separate scripts. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'UploadError'
  }
}

function logLine(code: ErrorCode, params: NonNullable<ErrorBody['params']>, requestId: string): string {
  const facts = Object.keys(params).map((name) => `${name}=${params[name]}`)
  if (requestId) facts.push(`requestId=${requestId}`)
  return facts.length > 0 ? `${code} (${facts.join(', ')})` : code
}

/** Makes any thrown value an `UploadError`: what the app's own code threw, say in `headers`, becomes `misuse`. */
export function asUploadError(thrown: unknown): UploadError {
  if (thrown instanceof UploadError) return thrown
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return new UploadError('misuse', { params: { detail }, cause: thrown })
}
