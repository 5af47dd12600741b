import { ERRORS, type ErrorBody, type ErrorCode } from '../miniprogram/uploader/contract'

/** A code of the contract, thrown by whatever step finds it; `answer` turns it into the response. */
export class Fault extends Error {
  readonly code: ErrorCode
  readonly params: ErrorBody['params']

  /** `cause` goes to the log, never over the wire. */
  constructor(code: ErrorCode, params?: ErrorBody['params'], cause?: unknown) {
    super(code, { cause })
    this.name = 'Fault'
    this.code = code
    this.params = params
  }
}

/** Anything else that is thrown is a bug or an author's hook: `server-error`, its words for the log only. */
export const asFault = (thrown: unknown): Fault =>
  thrown instanceof Fault ? thrown : new Fault('server-error', undefined, thrown)

/** `{ error }`, the body of every answer that is not 2xx, and of one refused file. */
export const errorBody = (code: ErrorCode, params: ErrorBody['params'], requestId: string): { error: ErrorBody } => ({
  error: params ? { code, params, requestId } : { code, requestId },
})

/** Whether the same request may succeed later without anybody changing anything. */
export const isPassing = (code: ErrorCode): boolean => ERRORS[code].retry === 'backoff' || ERRORS[code].status >= 500
