import { permit } from '../auth/permit'
import type { Exchange } from '../cloud'
import { type OssError, ossError } from '../errors'
import { type CloudAnswer, percentDecode } from '../exchange'
import { checkKey, type ObjectSettings, objectSettings } from '../object-settings'
import type { ObjectRecord } from '../store/record'
import { xmlDocument } from '../xml'
import { aclContext } from './acl-context'
import { findReadable } from './find-readable'
import { checkPreconditions } from './preconditions'
import { refuseExisting, storeObject } from './store-object'

/** https://help.aliyun.com/en/oss/developer-reference/copyobject */
export async function copyObject(exchange: Exchange): Promise<CloudAnswer> {
  const { cloud, key, request } = exchange
  const named = new Map(Object.entries(request.headers))
  checkKey(key)
  const source = await findReadable(exchange, sourceKey(named.get('x-oss-copy-source') ?? '', cloud.bucket))
  permit(exchange.principal, { action: 'oss:PutObject', bucket: cloud.bucket, key, context: aclContext(named) })
  checkPreconditions(request.headers, 'x-oss-copy-source-', source)
  const settings = copySettings(named, source)
  await refuseExisting(cloud.store, key, settings)
  const received = await cloud.store.share(source)
  const record = await storeObject(exchange, received, source.etag, settings)
  const body = xmlDocument('CopyObjectResult', {
    LastModified: new Date(record.lastModified).toISOString(),
    ETag: `"${record.etag}"`,
  })
  const hashes = { ETag: `"${record.etag}"`, 'x-oss-hash-crc64ecma': record.crc64 }
  return { status: 200, headers: { ...hashes, 'Content-Type': 'application/xml' }, body }
}

/** `/bucket/key`, the key percent-encoded. */
function sourceKey(text: string, bucket: string): string {
  const [, sourceBucket, encodedKey] = /^\/([^/]+)\/(.+)$/s.exec(text) ?? []
  if (!sourceBucket || !encodedKey) throw badArgument('x-oss-copy-source', text)
  if (sourceBucket !== bucket) {
    const details = { BucketName: sourceBucket }
    throw ossError('NoSuchBucket', 'The specified bucket does not exist.', { ec: '0015-00000101', details })
  }
  if (encodedKey.includes('?')) throw ossError('NotImplemented', 'This bucket keeps no versions.')
  return percentDecode(encodedKey)
}

/** The ACL is never copied; type, disposition, metadata and the like are, unless the directive is REPLACE. */
function copySettings(named: ReadonlyMap<string, string>, source: ObjectRecord): ObjectSettings {
  const directive = named.get('x-oss-metadata-directive')?.toUpperCase() ?? 'COPY'
  if (directive !== 'COPY' && directive !== 'REPLACE') throw badArgument('x-oss-metadata-directive', directive)
  const settings = objectSettings(named, named.get('content-type') ?? 'application/octet-stream')
  return directive === 'REPLACE' ? settings : { ...settings, headers: source.headers, meta: source.meta }
}

function badArgument(name: string, value: string): OssError {
  const details = { ArgumentName: name, ArgumentValue: value }
  return ossError('InvalidArgument', `The value of ${name} is invalid.`, { details })
}
