import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
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

const JSON_TYPE = 'application/json; charset=utf-8'

/** JSON with Content-Length, because OSS refuses a chunked answer to its callback. */
export const answer = (body: object, requestId: string, status = 200, headers?: Record<string, string>): Response =>
  answerText(JSON.stringify(body), JSON_TYPE, requestId, status, headers)

/** What a new connection carries in its first round trip, bytes: a shorter answer arrives no earlier. RFC 6928. */
const ONE_FLIGHT_BYTES = 10 * 1024

const pack = promisify(gzip)

/** A 200 that may be long. It is compressed if that lets it arrive earlier, and the client's own network stack asks for it. */
export async function longAnswer(body: object, { req, get }: Context<Traced>): Promise<Response> {
  const bytes = Buffer.from(JSON.stringify(body), 'utf8')
  if (bytes.length < ONE_FLIGHT_BYTES) return answerText(bytes, JSON_TYPE, get('requestId'))
  const isPacked = acceptsGzip(req.header('accept-encoding') ?? '')
  return answerText(isPacked ? await pack(bytes) : bytes, JSON_TYPE, get('requestId'), 200, {
    vary: 'Accept-Encoding',
    ...(isPacked && { 'content-encoding': 'gzip' }),
  })
}

/** `q=0` refuses. https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3 */
const acceptsGzip = (accepted: string): boolean => /(^|[,\s])gzip\s*(,|$|;\s*q=(1|0\.0{0,2}[1-9]))/i.test(accepted)

/** A body of any media type. `headers` overrides the default headers. */
export const answerText = (
  body: string | Uint8Array<ArrayBuffer>,
  contentType: string,
  requestId: string,
  status = 200,
  headers?: Record<string, string>,
): Response =>
  new Response(body, {
    status,
    headers: {
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(body)),
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
