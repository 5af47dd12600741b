import { presignUrl } from '../../../miniprogram/uploader/oss-v4/presign'
import { formatDate } from '../../../miniprogram/uploader/oss-v4/signing-scope'
import type { Credentials } from '../../credentials/credentials'
import { nodePrimitives } from './node-primitives'

export interface PutUrl {
  url: string
  /** To be sent unchanged. Content-Length is signed as well, but every HTTP client sends it by itself. */
  headers: Record<string, string>
}

export interface PutTerms {
  domain: string
  bucket: string
  region: string
  key: string
  /** Bytes, exactly. */
  size: number
  contentType: string
  expiresSeconds: number
}

/**
 * A URL for the PUT of a private object with exactly this size and type, under a key that is still free. Any further
 * x-oss-… header, which could make it a copy or a symlink, breaks the signature.
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
