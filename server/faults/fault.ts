import type { ErrorBody } from '../../miniprogram/uploader/contract'
import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'

/** A code of the contract, thrown by whatever step finds it; `answer` turns it into the response. */
export class Fault extends Error {
  readonly code: ErrorCode
  readonly params: ErrorBody['params']

  /** A sentence for the user, which goes before the code's own. */
  readonly userMessage: string | undefined

  /** `cause` goes to the log, never over the wire. */
  constructor(code: ErrorCode, params?: ErrorBody['params'], cause?: unknown, userMessage?: string) {
    super(code, { cause })
    this.name = 'Fault'
    this.code = code
    this.params = params
    this.userMessage = userMessage
  }
}

/** For hooks: a refusal in their author's own words, which the user is shown. */
export const refusal = (message: string, code: ErrorCode = 'forbidden'): Fault =>
  new Fault(code, undefined, undefined, message)

/** Anything else that is thrown is a bug or an author's hook: `server-error`, its words for the log only. */
export const asFault = (thrown: unknown): Fault =>
  thrown instanceof Fault ? thrown : new Fault('server-error', undefined, thrown)

/** `{ error }`, the body of every answer that is not 2xx, and of one refused file. */
export const errorBody = (
  { code, params, userMessage }: Pick<Fault, 'code'> & Partial<Pick<Fault, 'params' | 'userMessage'>>,
  requestId: string,
): { error: ErrorBody } => ({
  error: { code, ...(params && { params }), requestId, ...(userMessage !== undefined && { message: userMessage }) },
})

/** Whether the same request may succeed later, be it after an operator's mending: OSS is then not answered 200. */
export const isPassing = (code: ErrorCode): boolean => ERRORS[code].retry === 'backoff' || ERRORS[code].status >= 500
