import { Fault } from './fault'

export interface ErrorDescription {
  name: string
  code?: string
  status?: number
  /** The original message, cut to 300 characters. */
  message: string
  /** The id of the request to OSS or STS. */
  requestId?: string
  /** OSS's fine-grained code. */
  ec?: string
  /** The first frames of the stack. */
  at?: string[]
}

const MAX_MESSAGE = 300
const MAX_FRAMES = 8

/**
 * Describes an error for the log. It copies single fields, because the errors of the OSS and STS clients carry whole
 * requests, with policies, tokens and keys.
 */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof Fault && error.cause !== undefined) return describeError(error.cause)
  if (typeof error !== 'object' || error === null)
    return { name: typeof error, message: String(error).slice(0, MAX_MESSAGE) }
  const { name, code, status, statusCode, message, requestId, ec, stack } = error as Partial<Record<string, unknown>>
  return {
    name: String(name),
    ...(typeof code === 'string' && { code }),
    ...(typeof (status ?? statusCode) === 'number' && { status: Number(status ?? statusCode) }),
    message: String(message).slice(0, MAX_MESSAGE),
    ...(typeof requestId === 'string' && { requestId }),
    ...(typeof ec === 'string' && ec && { ec }),
    at: String(stack ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('at '))
      .slice(0, MAX_FRAMES),
  }
}
