import { createHash, createHmac } from 'node:crypto'
import { percentEncode, type Query } from '../../http/exchange'

/** https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature */
export const ACS3_ALGORITHM = 'ACS3-HMAC-SHA256'

export interface Acs3Parts {
  method: string
  path: string
  query: Query
  /** Names in lower case. */
  headers: Record<string, string>
  /** Names in lower case, sorted. */
  signedHeaders: readonly string[]
  /** Lower-case hex of the body's SHA-256. */
  bodyHash: string
}

export function acs3CanonicalRequest({ method, path, query, headers, signedHeaders, bodyHash }: Acs3Parts): string {
  const pairs = [...query].map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
  const lines = signedHeaders.map((name) => `${name}:${headers[name]?.trim() ?? ''}\n`)
  return [
    method,
    path,
    pairs
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
    lines.join(''),
    signedHeaders.join(';'),
    bodyHash,
  ].join('\n')
}

/** Lower-case hex. The HMAC key is the secret itself. */
export function acs3Signature(secret: string, canonicalRequest: string): string {
  return createHmac('sha256', secret)
    .update(`${ACS3_ALGORITHM}\n${sha256(canonicalRequest)}`)
    .digest('hex')
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
