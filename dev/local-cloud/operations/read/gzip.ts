import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { CloudAnswer } from '../../http/exchange'

/** https://help.aliyun.com/zh/oss/support/39645: the media types and the smallest size that OSS compresses. */
const TYPES = new Set([
  'text/cache-manifest',
  'text/xml',
  'text/css',
  'text/html',
  'text/plain',
  'application/javascript',
  'application/x-javascript',
  'application/rss+xml',
  'application/json',
  'text/json',
])
const MIN_BYTES = 1024

/** These headers concern the object's own bytes, so OSS leaves them out. */
const OMITTED = ['ETag', 'Content-Length', 'Accept-Ranges']

/**
 * Compresses a text for a client that accepts gzip. HeadObject answers with the same headers, so its client learns
 * neither size nor ETag of the object.
 */
export function gzipped(answer: CloudAnswer, accepted: string | undefined): CloudAnswer {
  if (!acceptsGzip(accepted) || !isCompressible(answer.headers)) return answer
  const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !OMITTED.includes(name)))
  const { body } = answer
  return {
    status: answer.status,
    headers: { ...headers, Vary: 'Accept-Encoding', 'Content-Encoding': 'gzip' },
    body: body instanceof Uint8Array ? body : Readable.from(body).pipe(createGzip()),
  }
}

function acceptsGzip(accepted = ''): boolean {
  return accepted.split(',').some((coding) => {
    const [name, ...parameters] = coding.split(';').map((text) => text.trim().toLowerCase())
    return name === 'gzip' && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
  })
}

function isCompressible(headers: Record<string, string>): boolean {
  const [type = ''] = (headers['Content-Type'] ?? '').split(';')
  const isLongEnough = Number(headers['Content-Length']) >= MIN_BYTES
  return isLongEnough && TYPES.has(type.trim().toLowerCase()) && headers['Content-Encoding'] === undefined
}
