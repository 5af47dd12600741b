import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { canonicalRequest, stringToSign, v4Signature } from '../../../dev/local-cloud/auth/v4/v4-signature'
import { BUCKET, NOW } from './in-process'
import { v4Date } from './post-form'

export const SCOPE = { day: '20260102', region: 'cn-hangzhou', product: 'oss' }

export interface SignedRequest {
  method?: string
  /** Default: the test bucket. */
  bucket?: string
  /** Empty for the bucket itself. */
  key?: string
  headers?: Record<string, string>
  query?: Record<string, string>
  additional?: string[]
  signedAt?: number
  scope?: typeof SCOPE
}

/** Signs with the verifier's own functions, which are tested with published vectors. */
export function signHeader(
  signer: Credentials,
  { method = 'GET', bucket = BUCKET, key = 'a.txt', headers = {}, query = {}, additional = [], ...rest }: SignedRequest,
) {
  const { signedAt = NOW, scope = SCOPE } = rest
  const date = v4Date(signedAt)
  const all: Record<string, string> = {
    host: 'localhost',
    'x-oss-date': date,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    ...(signer.securityToken && { 'x-oss-security-token': signer.securityToken }),
    ...headers,
  }
  const parts = {
    method,
    bucket,
    key,
    query: new Map(Object.entries(query)),
    headers: all,
    additionalHeaders: additional,
  }
  const signature = v4Signature(signer.accessKeySecret, scope, stringToSign(date, scope, canonicalRequest(parts)))
  const credential = `${signer.accessKeyId}/${scope.day}/${scope.region}/${scope.product}/aliyun_v4_request`
  const names = additional.length > 0 ? `AdditionalHeaders=${additional.join(';')}, ` : ''
  const authorization = `OSS4-HMAC-SHA256 Credential=${credential}, ${names}Signature=${signature}`
  return { method, target: targetOf(bucket, key, query), headers: { ...all, authorization } }
}

export function signUrl(
  signer: Credentials,
  { method = 'GET', bucket = BUCKET, key = 'a.txt', headers = {}, query = {}, additional = [], ...rest }: SignedRequest,
  expires = '600',
) {
  const { signedAt = NOW, scope = SCOPE } = rest
  const date = v4Date(signedAt)
  const all: Record<string, string> = {
    'x-oss-signature-version': 'OSS4-HMAC-SHA256',
    'x-oss-credential': `${signer.accessKeyId}/${scope.day}/${scope.region}/${scope.product}/aliyun_v4_request`,
    'x-oss-date': date,
    'x-oss-expires': expires,
    ...(signer.securityToken && { 'x-oss-security-token': signer.securityToken }),
    ...(additional.length > 0 && { 'x-oss-additional-headers': additional.join(';') }),
    ...query,
  }
  const parts = {
    method,
    bucket,
    key,
    query: new Map(Object.entries(all)),
    headers,
    additionalHeaders: additional,
  }
  const signature = v4Signature(signer.accessKeySecret, scope, stringToSign(date, scope, canonicalRequest(parts)))
  return { method, target: targetOf(bucket, key, { ...all, 'x-oss-signature': signature }), headers }
}

/** The target; in path style if the bucket is not the default one. */
function targetOf(bucket: string, key: string, query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  const path = `${bucket === BUCKET ? '' : `/${bucket}`}/${encodeURIComponent(key).replace(/%2F/g, '/')}`
  return `${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
}
