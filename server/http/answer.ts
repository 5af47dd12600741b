import type { Context } from 'hono'
import { ERRORS } from '../../miniprogram/uploader/error-codes'
import { errorBody, type Fault } from '../faults/fault'
import type { Traced } from './trace'

/** A browser that opens an answer must not sniff its type, frame it, or load anything for it. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
}

/** JSON with Content-Length, because OSS refuses a chunked answer to its callback. */
export const answer = (body: object, requestId: string, status = 200, headers?: Record<string, string>): Response =>
  answerText(JSON.stringify(body), 'application/json; charset=utf-8', requestId, status, headers)

/** Text of any media type. `headers` overrides the default headers. */
export const answerText = (
  text: string,
  contentType: string,
  requestId: string,
  status = 200,
  headers?: Record<string, string>,
): Response =>
  new Response(text, {
    status,
    headers: {
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(text)),
      'cache-control': 'no-store',
      'x-request-id': requestId,
      ...SECURITY_HEADERS,
      ...headers,
    },
  })

/** `{ error }` for the caller; the log gets the whole fault. */
export function answerFault(fault: Fault, c: Context<Traced>, status: number = ERRORS[fault.code].status): Response {
  c.set('fault', fault)
  const { requestId } = c.var
  const { retryAfter } = fault.params ?? {}
  const headers = retryAfter === undefined ? undefined : { 'retry-after': String(retryAfter) }
  return answer(errorBody(fault, requestId), requestId, status, headers)
}
