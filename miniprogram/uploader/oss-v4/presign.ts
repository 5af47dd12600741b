/**
 * Presigned URLs, V4: canonical request → string to sign → signature → URL.
 * https://help.aliyun.com/en/oss/developer-reference/add-signatures-to-urls
 */
import { encodePath, objectUrl, percentEncode } from './encoding'
import type { Primitives } from './primitives'
import { signer } from './signing-key'
import { credentialText, SIGNATURE_VERSION, type SigningKeys, type SigningScope, scopeText } from './signing-scope'

export interface Presignable {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  bucket: string
  key: string
  /** `uploadId`, `response-*`, `x-oss-process`, …; an empty value is written as the bare name. */
  query?: Readonly<Record<string, string>>
  /** The client must send the signed ones unchanged: `content-type`, `content-md5`, `x-oss-*` and the additional ones. */
  headers?: Readonly<Record<string, string>>
  /** Names of further headers to sign. */
  additionalHeaders?: readonly string[]
  /** From the scope's date: 1 to 604800, with STS credentials to 43200. */
  expiresSeconds: number
}

/** @param origin see `objectUrl`. */
export function presignUrl<Digest>(
  origin: string,
  request: Presignable,
  keys: SigningKeys,
  scope: SigningScope,
  primitives: Primitives<Digest>,
): string {
  const query = signedQuery(request, keys, scope)
  const sign = signer(keys.accessKeySecret, scope, primitives)
  const signature = sign(stringToSign(canonicalRequest(request, query), scope, primitives))
  return `${objectUrl(origin, request.key)}?${canonicalQuery(query)}&x-oss-signature=${signature}`
}

/** The caller's query and what OSS needs to check it. All of it is signed. */
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
    // The bucket is part of the path, even where the host stands for it.
    encodePath(`/${request.bucket}/${request.key}`),
    canonicalQuery(query),
    canonicalHeaders(request),
    additionalNames(request).join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n')
}

export const stringToSign = (
  canonical: string,
  scope: SigningScope,
  { sha256Hex }: Pick<Primitives<unknown>, 'sha256Hex'>,
): string => [SIGNATURE_VERSION, scope.date, scopeText(scope), sha256Hex(canonical)].join('\n')

export const canonicalQuery = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([name, value]): Entry => [percentEncode(name), percentEncode(value)])
    .sort(byName)
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&')

const canonicalHeaders = (request: Presignable): string =>
  headersToSign(request)
    .map(([name, value]) => `${name}:${value}\n`)
    .join('')

/** Lower case, sorted; without those that are always signed or that the request does not have. */
export const additionalNames = (request: Presignable): string[] =>
  headersToSign(request)
    .map(([name]) => name)
    .filter((name) => !isAlwaysSigned(name))

type Entry = readonly [name: string, value: string]

function headersToSign({ headers = {}, additionalHeaders = [] }: Presignable): Entry[] {
  const additional = additionalHeaders.map((name) => name.toLowerCase())
  return Object.entries(headers)
    .map(([name, value]): Entry => [name.toLowerCase(), value.trim()])
    .filter(([name]) => isAlwaysSigned(name) || additional.includes(name))
    .sort(byName)
}

const isAlwaysSigned = (name: string): boolean => /^(content-type$|content-md5$|x-oss-)/.test(name)

/** Byte order, as OSS sorts; `localeCompare` would put `|` before `a` and ignore case. For ASCII only. */
const byName = ([a]: Entry, [b]: Entry): number => (a < b ? -1 : a > b ? 1 : 0)
