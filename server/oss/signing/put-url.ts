import { presignUrl } from '../../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../../miniprogram/uploader/oss-v4/signing-scope'
import type { Credentials } from '../../credentials/credentials'
import { nodePrimitives } from './node-primitives'

export interface PutUrl {
  url: string
  /** To be sent as they are; Content-Length, which is signed too, every HTTP client sends by itself. */
  headers: Record<string, string>
}

export interface PutTerms {
  domain: string
  bucket: string
  region: string
  key: string
  /** Exact, bytes. */
  size: number
  contentType: string
  expiresSeconds: number
}

/**
 * A URL for one PUT of so many bytes of that type, where nothing is yet, readable by nobody. Further x-oss-… headers,
 * which could make it a copy or a symlink, break the signature.
 * https://help.aliyun.com/en/oss/developer-reference/add-signatures-to-urls
 */
export function putUrl(terms: PutTerms, credentials: Credentials, now: number): PutUrl {
  const { domain, bucket, region, key, expiresSeconds } = terms
  const headers = {
    'content-type': terms.contentType,
    'x-oss-forbid-overwrite': 'true',
    'x-oss-object-acl': 'private',
  }
  const request = {
    method: 'PUT' as const,
    bucket,
    key,
    headers: { ...headers, 'content-length': String(terms.size) },
    additionalHeaders: ['content-length'],
    expiresSeconds,
  }
  return { url: presignUrl(domain, request, credentials, { date: formatDate(now), region }, nodePrimitives), headers }
}
