import { ERRORS } from '../../miniprogram/uploader/error-codes'
import { errorBody, type Fault } from '../faults/fault'

/** For JSON that is opened in a browser: it is not to be sniffed, framed, or to load anything. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
}

/** JSON with its length said: OSS refuses a chunked answer to its callback. */
export const answer = (body: object, requestId: string, status = 200, headers?: Record<string, string>): Response =>
  answerText(JSON.stringify(body), 'application/json; charset=utf-8', requestId, status, headers)

/** The same of any text. A header that is given goes before ours. */
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

export const answerFault = (fault: Fault, requestId: string, status: number = ERRORS[fault.code].status): Response => {
  const { retryAfter } = fault.params ?? {}
  const headers = retryAfter === undefined ? undefined : { 'retry-after': String(retryAfter) }
  return answer(errorBody(fault, requestId), requestId, status, headers)
}
