import { createHmac } from 'node:crypto'
import type { Query } from '../../http/exchange'

/** https://help.aliyun.com/zh/oss/developer-reference/include-signatures-in-the-authorization-header */
export interface V1Parts {
  method: string
  bucket: string
  key: string
  query: Query
  /** Names in lower case. */
  headers: Record<string, string>
  /** The date header; in a signed URL, the seconds of `Expires`. */
  date: string
}

/** Query names that are signed, besides `x-oss-*` and `response-*`. Others, such as `prefix`, are not signed. */
const SIGNED = new Set(
  [
    'acl append bucketInfo callback callback-var cloudboxes cname comp continuation-token cors delete encryption',
    'endTime img inventory lifecycle live location logging objectMeta partNumber policy policyStatus position',
    'publicAccessBlock qos qosInfo referer regionList replication replicationLocation replicationProgress',
    'requestPayment resourceGroup restore security-token sequential startTime stat status style styleName symlink',
    'tagging transferAcceleration uploadId uploads versionId versioning versions vod website worm wormExtend wormId',
  ].flatMap((line) => line.split(' ')),
)

const isSigned = (name: string): boolean =>
  SIGNED.has(name) || name.startsWith('x-oss-') || name.startsWith('response-')

export function v1StringToSign({ method, bucket, key, query, headers, date }: V1Parts): string {
  const ossHeaders = Object.keys(headers)
    .filter((name) => name.startsWith('x-oss-'))
    .sort()
    .map((name) => `${name}:${headers[name]?.trim()}\n`)
  const resource = bucket === '' ? '/' : `/${bucket}/${key}`
  const head = [method, headers['content-md5'] ?? '', headers['content-type'] ?? '', date].join('\n')
  return `${head}\n${ossHeaders.join('')}${resource}${signedQuery(query)}`
}

/** Values are not percent-encoded. */
function signedQuery(query: Query): string {
  const pairs = [...query]
    .filter(([name]) => isSigned(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/** Base64 of the HMAC-SHA1. For PostObject, `text` is the policy's base64. */
export const v1Signature = (secret: string, text: string): string =>
  createHmac('sha1', secret).update(text).digest('base64')
