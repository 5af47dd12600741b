import type { ErrorBody } from '../../miniprogram/uploader/contract'
import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'

/** A code of the contract that any step may throw. The app answers it as `{ error }`. */
export class Fault extends Error {
  readonly code: ErrorCode
  readonly params: ErrorBody['params']

  /** A sentence for the user, shown instead of the code's own message. */
  readonly userMessage: string | undefined

  /** @param cause goes to the log, never over the wire. */
  constructor(code: ErrorCode, params?: ErrorBody['params'], cause?: unknown, userMessage?: string) {
    super(code, { cause })
    this.name = 'Fault'
    this.code = code
    this.params = params
    this.userMessage = userMessage
  }
}

/** For hooks: a refusal with a sentence that the user sees. */
export const refusal = (message: string, code: ErrorCode = 'forbidden'): Fault =>
  new Fault(code, undefined, undefined, message)

/** Any other error is a bug, or comes from a hook: `server-error`, and only the log gets its message. */
export const asFault = (thrown: unknown): Fault =>
  thrown instanceof Fault ? thrown : new Fault('server-error', undefined, thrown)

/** `{ error }`: the body of every answer that is not 2xx, and of one refused file or key. */
export const errorBody = (
  { code, params, userMessage }: Pick<Fault, 'code'> & Partial<Pick<Fault, 'params' | 'userMessage'>>,
  requestId: string,
): { error: ErrorBody } => ({
  error: { code, ...(params && { params }), requestId, ...(userMessage !== undefined && { message: userMessage }) },
})

/** Whether the same request may succeed later, possibly after an operator has fixed something. */
export const isPassing = (code: ErrorCode): boolean => ERRORS[code].retry === 'backoff' || ERRORS[code].status >= 500
