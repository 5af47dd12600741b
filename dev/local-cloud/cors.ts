import { ossError } from './errors'
import { type CloudAnswer, EMPTY } from './exchange'

/**
 * The bucket's one CORS rule, as the documentation has web pages set it: any origin and header, and the response
 * headers that an uploader reads. Mini-programs are not subject to CORS; the preview in a browser is.
 */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']
const EXPOSED = 'ETag, x-oss-request-id, x-oss-hash-crc64ecma, x-oss-version-id'

export function preflight(headers: Record<string, string>): CloudAnswer {
  const { origin, 'access-control-request-method': method } = headers
  if (origin === undefined || method === undefined || !METHODS.includes(method)) {
    throw ossError('AccessForbidden', 'CORSResponse: This CORS request is not allowed.')
  }
  const wanted = headers['access-control-request-headers']
  return {
    status: 200,
    headers: {
      ...corsHeaders(origin),
      'Access-Control-Max-Age': '600',
      ...(wanted !== undefined && { 'Access-Control-Allow-Headers': wanted }),
    },
    body: EMPTY,
  }
}

/** Nothing for a request that names no origin. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {}
  return {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': METHODS.join(', '),
    'Access-Control-Expose-Headers': EXPOSED,
    Vary: 'Origin',
  }
}
