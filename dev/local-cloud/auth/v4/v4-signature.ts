import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { percentEncode, type Query } from '../../http/exchange'

/** OSS's V4 signature, from https://help.aliyun.com/en/oss/developer-reference/recommend-to-use-signature-version-4 */
export const V4_ALGORITHM = 'OSS4-HMAC-SHA256'
export const V4_TERMINATOR = 'aliyun_v4_request'
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD'

/** Day, region and product that a signing key is valid for. */
export interface Scope {
  /** YYYYMMDD */
  day: string
  /** `cn-hangzhou` */
  region: string
  /** `oss`; `oss-cloudbox` on a CloudBox. */
  product: string
}

const scopeText = ({ day, region, product }: Scope): string => `${day}/${region}/${product}/${V4_TERMINATOR}`

export function signingKey(secret: string, { day, region, product }: Scope): Buffer {
  return [day, region, product, V4_TERMINATOR].reduce<Buffer>(hmac, Buffer.from(`aliyun_v4${secret}`))
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

export interface SignedParts {
  method: string
  /** Empty for a request on the service. */
  bucket: string
  key: string
  /** The query without the signature. */
  query: Query
  /** Names in lower case. */
  headers: Record<string, string>
  /** Lower case, sorted. */
  additionalHeaders: readonly string[]
}

export function canonicalRequest(parts: SignedParts): string {
  return [
    parts.method,
    canonicalUri(parts),
    canonicalQuery(parts.query),
    canonicalHeaders(parts.headers, parts.additionalHeaders),
    parts.additionalHeaders.join(';'),
    UNSIGNED_PAYLOAD,
  ].join('\n')
}

/** It contains the bucket even if the host does too; a request on the service has none. */
const canonicalUri = ({ bucket, key }: SignedParts): string =>
  bucket === '' ? '/' : percentEncode(`/${bucket}/${key}`).replace(/%2F/g, '/')

function canonicalQuery(query: Query): string {
  return [...query]
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&')
}

export const isAlwaysSigned = (name: string): boolean =>
  name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-')

function canonicalHeaders(headers: Record<string, string>, additional: readonly string[]): string {
  return Object.keys(headers)
    .filter((name) => isAlwaysSigned(name) || additional.includes(name))
    .sort()
    .map((name) => `${name}:${headers[name]?.trim()}\n`)
    .join('')
}

export function stringToSign(date: string, scope: Scope, canonical: string): string {
  const hash = createHash('sha256').update(canonical).digest('hex')
  return [V4_ALGORITHM, date, scopeText(scope), hash].join('\n')
}

/** Lower-case hex. For PostObject, `text` is the policy's base64. */
export function v4Signature(secret: string, scope: Scope, text: string): string {
  return createHmac('sha256', signingKey(secret, scope)).update(text).digest('hex')
}

export function isSame(expected: string, provided: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(provided)]
  return a.length === b.length && timingSafeEqual(a, b)
}
