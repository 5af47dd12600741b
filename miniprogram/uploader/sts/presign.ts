/**
 * Presigned URLs, V4: canonical request → string to sign → signature → URL. Everything but the POST of a form is asked
 * of OSS in this way, so that there is one ladder.
 * https://help.aliyun.com/en/oss/developer-reference/add-signatures-to-urls
 */
import { byBytes, encodePath, percentEncode } from './encoding'
import { sha256Hex } from './hmac'
import {
  credentialText,
  SIGNATURE_VERSION,
  type SigningKeys,
  type SigningScope,
  scopeText,
  signature,
  signingKey,
} from './signing-scope'
import { objectUrl } from './sts-credentials'

export interface Presignable {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  bucket: string
  key: string
  /** `uploadId`, `x-oss-process`, …; an empty value is written as the bare name. */
  query?: Record<string, string>
  /** Names in lower case. `content-type` and `x-oss-*` are signed: whoever uses the URL must send them unchanged. */
  headers?: Record<string, string>
  /** From the scope's date: 1 to 43200. */
  expiresSeconds: number
}

/** @param origin scheme and host under which the bucket is addressed, such as `https://files.example.com`. */
export function presignUrl(origin: string, request: Presignable, keys: SigningKeys, scope: SigningScope): string {
  const query = signedQuery(request, keys, scope)
  const signed = sign(request, query, keys, scope)
  return `${objectUrl(origin, request.key)}?${canonicalQuery(query)}&x-oss-signature=${signed}`
}

export function sign(
  request: Presignable,
  query: Record<string, string>,
  keys: SigningKeys,
  scope: SigningScope,
): string {
  const toSign = stringToSign(canonicalRequest(request, query), scope)
  return signature(signingKey(keys.accessKeySecret, scope), toSign)
}

/** The caller's query and what OSS needs to check it; all of it is signed. */
export const signedQuery = (
  { query, expiresSeconds }: Pick<Presignable, 'query' | 'expiresSeconds'>,
  { accessKeyId, securityToken }: SigningKeys,
  scope: SigningScope,
): Record<string, string> => ({
  ...query,
  'x-oss-credential': credentialText(accessKeyId, scope),
  'x-oss-date': scope.date,
  'x-oss-expires': String(expiresSeconds),
  ...(securityToken ? { 'x-oss-security-token': securityToken } : {}),
  'x-oss-signature-version': SIGNATURE_VERSION,
})

export const canonicalRequest = (request: Presignable, query: Record<string, string>): string =>
  [
    request.method,
    // With the bucket, even where the host stands for it.
    encodePath(`/${request.bucket}/${request.key}`),
    canonicalQuery(query),
    canonicalHeaders(request),
    // No additional headers.
    '',
    'UNSIGNED-PAYLOAD',
  ].join('\n')

export const stringToSign = (canonical: string, scope: SigningScope): string =>
  [SIGNATURE_VERSION, scope.date, scopeText(scope), sha256Hex(canonical)].join('\n')

/** Sorted by the encoded name, byte by byte. */
export const canonicalQuery = (query: Record<string, string>): string =>
  Object.keys(query)
    .map((name) => [percentEncode(name), percentEncode(query[name] as string)] as const)
    .sort(([a], [b]) => byBytes(a, b))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&')

const canonicalHeaders = ({ headers = {} }: Presignable): string =>
  Object.keys(headers)
    .filter((name) => name === 'content-type' || name.slice(0, 6) === 'x-oss-')
    .sort(byBytes)
    .map((name) => `${name}:${(headers[name] as string).trim()}\n`)
    .join('')
