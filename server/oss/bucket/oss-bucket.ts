import type { IncomingHttpHeaders } from 'node:http'
import { encodePath } from '../../../miniprogram/uploader/oss-v4/encoding'
import type { CredentialSource } from '../../credentials/credentials'
import { Fault } from '../../faults/fault'
import {
  type Beginning,
  type Bucket,
  MARK_TYPES,
  type Mark,
  type ObjectBucket,
  type Promotion,
  type StoredObject,
} from './bucket'
import { objectHeaders } from './object-headers'
import { type BucketOptions, isRevoked, type OssCall, ossCall } from './oss-call'
import { ossMultipartBucket } from './oss-multipart-bucket'
import { metadataIn } from './stored-metadata'

/** A bucket of OSS. @param now ms. */
export function ossBucket(options: BucketOptions, credentials: CredentialSource, now: () => number = Date.now): Bucket {
  const call = ossCall(options, credentials, now)
  return { ...ossObjectBucket(call, options.bucket), ...ossMultipartBucket(call) }
}

/** There is no such object. */
const EXAMINED_KEY = 'wx-oss-upload/examined'

/** OSS has no limit in time for the copy of a large object. */
const COPY_DEADLINE_MS = 60_000

/** OSS compresses texts for those who accept it, and then leaves out their length and ETag. */
export const AS_STORED = { 'accept-encoding': 'identity' }

/** Without the standard behaviour, OSS answers a range that ends behind the object with the whole object. */
export const beginningHeaders = (length: number): Record<string, string> => ({
  ...AS_STORED,
  range: `bytes=0-${length - 1}`,
  'x-oss-range-behavior': 'standard',
})

const ossObjectBucket = (call: OssCall, bucket: string): ObjectBucket => ({
  examine: (scope) =>
    // A GET, because a proxy may remove the header in which the answer to a HEAD names its error. Any other error is no
    // matter of the session.
    call({ method: 'GET', key: EXAMINED_KEY, cutAfter: 0 }, { of: () => undefined, scope }).catch((fault: unknown) => {
      if (fault instanceof Fault && isRevoked(fault.cause)) throw fault
    }),
  head: (key) =>
    call<StoredObject | undefined>(
      { method: 'HEAD', key, headers: AS_STORED },
      { of: ({ headers }) => storedObject(headers), errors: { NoSuchKey: undefined } },
    ),
  readBeginning: (key, length) =>
    call<Beginning | undefined>(
      { method: 'GET', key, headers: beginningHeaders(length), cutAfter: length },
      {
        of: ({ headers, body }) => ({ bytes: body, etag: headers.etag ?? '' }),
        errors: { NoSuchKey: undefined, InvalidRange: undefined },
      },
    ),
  promote: (promotion) =>
    call<'copied' | 'exists' | 'gone'>(
      { method: 'PUT', key: promotion.to, headers: copyHeaders(promotion, bucket), deadlineMs: COPY_DEADLINE_MS },
      { of: () => 'copied', errors: { FileAlreadyExists: 'exists', NoSuchKey: 'gone', PreconditionFailed: 'gone' } },
    ),
  publish: (key) =>
    call<'published' | 'gone'>(
      { method: 'PUT', key, query: { acl: '' }, headers: { 'x-oss-object-acl': 'public-read' } },
      { of: () => 'published', errors: { NoSuchKey: 'gone' } },
    ),
  putMark: (mark) =>
    call<undefined>(
      { method: 'PUT', key: mark.key, headers: markHeaders(mark) },
      { of: () => undefined, errors: { FileAlreadyExists: undefined } },
    ),
  remove: (key) => call({ method: 'DELETE', key }, { of: () => undefined }),
})

const markHeaders = ({ state, overwrite = true }: Mark): Record<string, string> => ({
  'content-type': MARK_TYPES[state],
  'x-oss-object-acl': 'private',
  'x-oss-forbid-overwrite': String(!overwrite),
})

/** https://help.aliyun.com/en/oss/developer-reference/copyobject */
const copyHeaders = (promotion: Promotion, bucket: string): Record<string, string> => ({
  'x-oss-copy-source': encodePath(`/${promotion.fromBucket ?? bucket}/${promotion.from}`),
  'x-oss-copy-source-if-match': promotion.ifMatch,
  'x-oss-metadata-directive': 'REPLACE',
  // Otherwise OSS would copy the tags, which the client may have set.
  'x-oss-tagging-directive': 'Replace',
  'x-oss-object-acl': promotion.acl,
  'x-oss-forbid-overwrite': 'true',
  ...objectHeaders(promotion),
  ...(promotion.dimensions && {
    'x-oss-meta-width': String(promotion.dimensions.width),
    'x-oss-meta-height': String(promotion.dimensions.height),
  }),
})

function storedObject(headers: IncomingHttpHeaders): StoredObject {
  const header = (name: string): string => String(headers[name] ?? '')
  return {
    size: Number(header('content-length')),
    contentType: header('content-type'),
    contentEncoding: header('content-encoding'),
    objectType: header('x-oss-object-type'),
    storageClass: header('x-oss-storage-class'),
    crc64: header('x-oss-hash-crc64ecma'),
    etag: header('etag'),
    modifiedAt: Date.parse(header('last-modified')),
    ...dimensionsIn(Number(header('x-oss-meta-width')), Number(header('x-oss-meta-height'))),
    ...metadataIn(headers),
  }
}

const dimensionsIn = (width: number, height: number): Pick<StoredObject, 'dimensions'> =>
  width > 0 && height > 0 ? { dimensions: { width, height } } : {}
