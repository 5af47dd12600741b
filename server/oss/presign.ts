/**
 * Presigned URLs, V4: canonical request → string to sign → signature → URL.
 * https://help.aliyun.com/en/oss/developer-reference/add-signatures-to-urls
 */
import type { Credentials } from '../credentials/credentials'
import { byBytes, encodePath, percentEncode, sha256Hex } from './encoding'
import { credentialText, SIGNATURE_VERSION, type SigningScope, scopeText, signature, signingKey } from './signing-scope'

export interface Presignable {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  bucket: string
  key: string
  /** `response-*`, `x-oss-process`, …; an empty value is written as the bare name. */
  query?: Readonly<Record<string, string>>
  /** Whoever uses the URL must send them unchanged. */
  headers?: Record<string, string>
  /** Of `headers`, those to sign besides `content-type`, `content-md5` and `x-oss-*`, which always are. */
  additionalHeaders?: readonly string[]
  /** From the scope's date: 1 to 604800, with STS credentials to 43200. */
  expiresSeconds: number
}

type SigningKeys = Pick<Credentials, 'accessKeyId' | 'accessKeySecret' | 'securityToken'>

/** @param origin scheme and host under which the bucket is addressed, such as `https://files.example.com`. */
export function presignUrl(origin: string, request: Presignable, keys: SigningKeys, scope: SigningScope): string {
  const query = signedQuery(request, keys, scope)
  const toSign = stringToSign(canonicalRequest(request, query), scope)
  const signed = signature(signingKey(keys.accessKeySecret, scope), toSign)
  return `${origin}/${encodePath(request.key)}?${canonicalQuery(query)}&x-oss-signature=${signed}`
}

/** The caller's query and what OSS needs to check it; all of it is signed. */
export function signedQuery(request: Presignable, keys: SigningKeys, scope: SigningScope): Record<string, string> {
  const additional = additionalNames(request)
  return {
    ...request.query,
    ...(additional.length > 0 && { 'x-oss-additional-headers': additional.join(';') }),
    'x-oss-credential': credentialText(keys.accessKeyId, scope),
    'x-oss-date': scope.date,
    'x-oss-expires': String(request.expiresSeconds),
    ...(keys.securityToken && { 'x-oss-security-token': keys.securityToken }),
    'x-oss-signature-version': SIGNATURE_VERSION,
  }
}

export function canonicalRequest(request: Presignable, query: Record<string, string>): string {
  return [
    request.method,
    // With the bucket, even where the host stands for it.
    encodePath(`/${request.bucket}/${request.key}`),
    canonicalQuery(query),
    canonicalHeaders(request),
    additionalNames(request).join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n')
}

export const stringToSign = (canonical: string, scope: SigningScope): string =>
  [SIGNATURE_VERSION, scope.date, scopeText(scope), sha256Hex(canonical)].join('\n')

/** Sorted by the encoded name, byte by byte. */
export const canonicalQuery = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a], [b]) => byBytes(a, b))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&')

function canonicalHeaders(request: Presignable): string {
  const additional = additionalNames(request)
  return lowerCaseHeaders(request)
    .filter(([name]) => isAlwaysSigned(name) || additional.includes(name))
    .sort(([a], [b]) => byBytes(a, b))
    .map(([name, value]) => `${name}:${value}\n`)
    .join('')
}

/** Lower case, sorted; without those that are signed anyway or are not there. */
export function additionalNames(request: Pick<Presignable, 'headers' | 'additionalHeaders'>): string[] {
  const present = lowerCaseHeaders(request).map(([name]) => name)
  const names = (request.additionalHeaders ?? []).map((name) => name.toLowerCase())
  return [...new Set(names)].filter((name) => present.includes(name) && !isAlwaysSigned(name)).sort(byBytes)
}

const lowerCaseHeaders = ({ headers = {} }: Pick<Presignable, 'headers'>): [string, string][] =>
  Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()])

const isAlwaysSigned = (name: string): boolean =>
  name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-')
