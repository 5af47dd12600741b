import type { CredentialSource } from '../../credentials/credentials'
import { Fault } from '../../faults/fault'
import { type BucketOptions, isRevoked, type OssCall, ossCall } from './ali-oss-client'
import { type Bucket, MARK_TYPE, type ObjectBucket, type Promotion, type StoredObject } from './bucket'
import { objectHeaders } from './object-headers'
import { ossMultipartBucket } from './oss-multipart-bucket'
import { metadataIn } from './stored-metadata'

/** A bucket of OSS, called by ali-oss. */
export function ossBucket(options: BucketOptions, credentials: CredentialSource): Bucket {
  const call = ossCall(options, credentials)
  return { ...ossObjectBucket(call), ...ossMultipartBucket(call) }
}

/** There is no such object. */
const EXAMINED_KEY = 'wx-oss-upload/examined'

const ossObjectBucket = (call: OssCall): ObjectBucket => ({
  examine: (scope) =>
    // A GET, because the answer to a HEAD may not name its error. Any other error is no matter of the session.
    call(async (client) => void (await client.get(EXAMINED_KEY)), {}, scope).catch((fault: unknown) => {
      if (fault instanceof Fault && isRevoked(fault.cause)) throw fault
    }),
  head: (key) =>
    call<StoredObject | undefined>(async (client) => storedObject((await client.head(key)).res.headers), {
      NoSuchKey: undefined,
    }),
  readHead: (key, length, ifMatch) =>
    call<Uint8Array | undefined>(
      async (client) => {
        // The range must end within the object; otherwise OSS answers with the whole object.
        const headers = { Range: `bytes=0-${length - 1}`, 'If-Match': ifMatch }
        const { content } = await client.get(key, { headers })
        return new Uint8Array(content as Buffer)
      },
      { NoSuchKey: undefined, PreconditionFailed: undefined },
    ),
  promote: (promotion) =>
    call<'copied' | 'exists' | 'gone'>(
      async (client) => {
        await client.copy(promotion.to, promotion.from, { headers: copyHeaders(promotion) })
        return 'copied'
      },
      { FileAlreadyExists: 'exists', NoSuchKey: 'gone', PreconditionFailed: 'gone' },
    ),
  publish: (key) =>
    call<'published' | 'gone'>(
      async (client) => {
        await client.putACL(key, 'public-read')
        return 'published'
      },
      { NoSuchKey: 'gone' },
    ),
  putMark: (key) =>
    call(async (client) => {
      await client.put(key, Buffer.alloc(0), { mime: MARK_TYPE, headers: { 'x-oss-object-acl': 'private' } })
    }),
  remove: (key) =>
    call(async (client) => {
      await client.delete(key)
    }),
})

/**
 * https://help.aliyun.com/en/oss/developer-reference/copyobject
 * ali-oss repeats each header as `x-oss-copy-source-…`, which OSS ignores.
 */
const copyHeaders = (promotion: Promotion): Record<string, string> => ({
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

function storedObject(headers: object): StoredObject {
  const header = (name: string): string => String((headers as Record<string, unknown>)[name] ?? '')
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
