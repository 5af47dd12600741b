import type { ErrorBody } from '../contract'
import type { ErrorCode } from '../error-codes'

export interface ErrorDetails {
  params?: ErrorBody['params']
  /** The backend's request id, or OSS's: what an operator asks for. */
  requestId?: string
  /** A sentence the backend's author wrote for the user. */
  userMessage?: string
  /** The backend asked to be left alone for so long, ms. */
  retryAfterMs?: number | undefined
  /** What the platform threw, as it was. */
  cause?: unknown
}

/**
 * Every failure of an upload. `code` is one of the closed list in `error-codes.ts`; `explain(error, 'zh')` gives the
 * words. `Error.message` is for logs: code, facts and request id.
 */
export class UploadError extends Error {
  readonly code: ErrorCode
  readonly params: NonNullable<ErrorBody['params']>
  readonly requestId: string
  readonly userMessage: string | undefined
  readonly retryAfterMs: number
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

  /** An app may hold this class twice: the package's index has it, and so has `sts`. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'UploadError'
  }
}

function logLine(code: ErrorCode, params: NonNullable<ErrorBody['params']>, requestId: string): string {
  const facts = Object.keys(params).map((name) => `${name}=${params[name]}`)
  if (requestId) facts.push(`requestId=${requestId}`)
  return facts.length > 0 ? `${code} (${facts.join(', ')})` : code
}

/** An error from code we do not own (an app's `headers`, say) still ends as one of the list. */
export function asUploadError(thrown: unknown): UploadError {
  if (thrown instanceof UploadError) return thrown
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return new UploadError('misuse', { params: { detail }, cause: thrown })
}
