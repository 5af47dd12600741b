import type { Exchange } from '../cloud/cloud'
import { corsHeaders } from '../cors/judge'
import { type CloudAnswer, EMPTY } from '../http/exchange'
import { errorXml, type OssError } from './errors'

/**
 * An answer to HEAD has no body: OSS sends the XML in a header, as base64, with the length that a GET would have. Without
 * it Node closes the connection. A 304 has neither. https://github.com/apache/seatunnel/issues/6371
 */
export function errorAnswer(exchange: Exchange, error: OssError): CloudAnswer {
  const { cloud, bucket, request, requestId } = exchange
  const hostId = request.headers.host ?? `${bucket.name}.oss-${cloud.region}.aliyuncs.com`
  const xml = errorXml(error, requestId, hostId)
  const headers: Record<string, string> = { ...error.headers, ...(error.ec !== undefined && { 'x-oss-ec': error.ec }) }
  if (error.status === 304) return { status: 304, headers, body: EMPTY }
  headers['Content-Type'] = 'application/xml'
  if (request.method !== 'HEAD') return { status: error.status, headers, body: xml }
  const inHeaders = { 'Content-Length': `${xml.length}`, 'x-oss-err': xml.toString('base64') }
  return { status: error.status, headers: { ...headers, ...inHeaders }, body: EMPTY }
}

/** Adds the headers of every OSS answer. A preflight has its own CORS headers. */
export function withOssHeaders(exchange: Exchange, answer: CloudAnswer): CloudAnswer {
  const { requestId, request, now, bucket } = exchange
  const cors = corsHeaders(bucket.settings.cors, request.method, request.headers.origin)
  const vary = [cors.Vary, answer.headers.Vary].filter(Boolean).join(', ')
  const headers: Record<string, string> = {
    Server: 'AliyunOSS',
    Date: new Date(now).toUTCString(),
    ...cors,
    ...answer.headers,
    ...(vary && { Vary: vary }),
    'x-oss-request-id': requestId,
    'x-oss-server-time': '1',
  }
  const bodiless = request.method === 'HEAD' || answer.status === 204 || answer.status === 304
  if (!bodiless && answer.body instanceof Uint8Array) headers['Content-Length'] = `${answer.body.length}`
  return { ...answer, headers }
}

export const xmlAnswer = (body: Buffer, headers: Record<string, string> = {}): CloudAnswer => ({
  status: 200,
  headers: { ...headers, 'Content-Type': 'application/xml' },
  body,
})

export const emptyAnswer = (status = 200, headers: Record<string, string> = {}): CloudAnswer => ({
  status,
  headers,
  body: EMPTY,
})
