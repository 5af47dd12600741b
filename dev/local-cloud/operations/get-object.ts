import type { Exchange } from '../cloud'
import { ossError } from '../errors'
import { type CloudAnswer, EMPTY } from '../exchange'
import { parseRange } from './byte-range'
import { findReadable } from './find-readable'
import { objectHeaders } from './object-headers'
import { checkPreconditions } from './preconditions'

/** `x-oss-process` is checked as part of the signature, but nothing here can resize an image: the original is sent. */
export async function getObject(exchange: Exchange): Promise<CloudAnswer> {
  const { cloud, key, request } = exchange
  const record = await findReadable(exchange, key)
  checkPreconditions(request.headers, '', record)
  const headers = { ...objectHeaders(record), ...overrides(exchange) }
  const range = parseRange(request.headers.range, record.size, request.headers['x-oss-range-behavior'] === 'standard')
  if (!range) return { status: 200, headers, body: cloud.store.read(record) }
  const partial = {
    'Content-Length': `${range.end - range.start + 1}`,
    'Content-Range': `bytes ${range.start}-${range.end}/${record.size}`,
  }
  return { status: 206, headers: { ...headers, ...partial }, body: cloud.store.read(record, range) }
}

export async function headObject(exchange: Exchange): Promise<CloudAnswer> {
  const record = await findReadable(exchange, exchange.key)
  checkPreconditions(exchange.request.headers, '', record)
  return { status: 200, headers: objectHeaders(record), body: EMPTY }
}

const OVERRIDABLE = [
  'Content-Type',
  'Content-Language',
  'Expires',
  'Cache-Control',
  'Content-Disposition',
  'Content-Encoding',
]

/** `response-content-disposition` and its like, for signed requests only. */
function overrides({ query, principal }: Exchange): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of OVERRIDABLE) {
    const value = query.get(`response-${name.toLowerCase()}`)
    if (value !== undefined) headers[name] = value
  }
  if (principal.kind === 'anonymous' && Object.keys(headers).length > 0) {
    throw ossError('InvalidRequest', 'Response headers can only be overridden by signed requests.')
  }
  return headers
}
