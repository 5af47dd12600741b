import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { parseInstructions } from '../../image/instructions'
import { processImage } from '../../image/process-image'
import { emptyAnswer } from '../../oss/answer'
import { ossError } from '../../oss/errors'
import { checkReferer } from '../../referer/check-referer'
import type { ObjectRecord } from '../../store/record'
import { versionHeader, wantedOf } from '../../versions/find-version'
import { checkHeaderValue } from '../check-header-value'
import { parseRange } from './byte-range'
import { findReadable, whileReplaced } from './find-readable'
import { gzipped } from './gzip'
import { objectHeaders } from './object-headers'
import { checkPreconditions } from './preconditions'

/** https://help.aliyun.com/en/oss/developer-reference/getobject */
export async function getObject(exchange: Exchange): Promise<CloudAnswer> {
  checkReferer(exchange)
  return whileReplaced(exchange.key, async () => {
    const record = await findReadable(exchange, wantedOf(exchange))
    checkPreconditions(exchange.request.headers, '', record)
    return (await processed(exchange, record)) ?? (await wholeOrRange(exchange, record))
  })
}

async function wholeOrRange(exchange: Exchange, record: ObjectRecord): Promise<CloudAnswer> {
  const { bucket, request } = exchange
  const headers = { ...objectHeaders(record), ...versionHeader(bucket, record), ...overrides(exchange) }
  const range = parseRange(request.headers.range, record.size, request.headers['x-oss-range-behavior'] === 'standard')
  const whole = { status: 200, headers }
  const accepted = request.headers['accept-encoding']
  if (!request.headers.range) return gzipped({ ...whole, body: await bucket.store.read(record) }, accepted)
  if (!range) return { ...whole, body: await bucket.store.read(record) }
  const partial = {
    'Content-Length': `${range.end - range.start + 1}`,
    'Content-Range': `bytes ${range.start}-${range.end}/${record.size}`,
  }
  return { status: 206, headers: { ...headers, ...partial }, body: await bucket.store.read(record, range) }
}

/** The processed image; undefined without `x-oss-process` and for `video/…`. */
async function processed(exchange: Exchange, record: ObjectRecord): Promise<CloudAnswer | undefined> {
  const { cloud, bucket, query } = exchange
  const process = query.get('x-oss-process')
  const actions = process ? parseInstructions(process, cloud.settings.styles) : undefined
  if (!actions) return undefined
  const { body, contentType } = await processImage(bucket.store.path(record), record.size, actions)
  const { 'Last-Modified': lastModified = '', ETag = '' } = objectHeaders(record)
  const image = { 'Content-Type': contentType, 'Last-Modified': lastModified, ETag }
  const headers = { ...image, ...versionHeader(bucket, record), ...overrides(exchange) }
  return { status: 200, headers, body }
}

export async function headObject(exchange: Exchange): Promise<CloudAnswer> {
  checkReferer(exchange)
  const record = await findReadable(exchange, wantedOf(exchange))
  checkPreconditions(exchange.request.headers, '', record)
  const headers = { ...objectHeaders(record), ...versionHeader(exchange.bucket, record) }
  return gzipped(emptyAnswer(200, headers), exchange.request.headers['accept-encoding'])
}

/** Returns only size, ETag, date and CRC-64. */
export async function getObjectMeta(exchange: Exchange): Promise<CloudAnswer> {
  checkReferer(exchange)
  const record = await findReadable(exchange, wantedOf(exchange))
  const kept = ['ETag', 'Content-Length', 'Last-Modified', 'x-oss-hash-crc64ecma']
  const headers = Object.entries(objectHeaders(record)).filter(([name]) => kept.includes(name))
  return emptyAnswer(200, { ...Object.fromEntries(headers), ...versionHeader(exchange.bucket, record) })
}

const OVERRIDABLE = [
  'Content-Type',
  'Content-Language',
  'Expires',
  'Cache-Control',
  'Content-Disposition',
  'Content-Encoding',
]

/** The headers of `response-content-disposition` and similar parameters; only for signed requests. */
function overrides({ query, principal }: Exchange): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of OVERRIDABLE) {
    const parameter = `response-${name.toLowerCase()}`
    const value = query.get(parameter)
    if (value === undefined) continue
    checkHeaderValue(parameter, value)
    headers[name] = value
  }
  if (principal.kind === 'anonymous' && Object.keys(headers).length > 0) {
    throw ossError('InvalidRequest', 'Response headers can only be overridden by signed requests.')
  }
  return headers
}
