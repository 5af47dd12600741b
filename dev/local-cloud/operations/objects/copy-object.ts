import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { xmlDocument } from '../../http/write-xml'
import { xmlAnswer } from '../../oss/answer'
import type { Received } from '../../store/data-folder'
import type { ObjectRecord } from '../../store/record'
import { aclContext, checkPublicAcl } from '../acl/check-acl'
import { whileReplaced } from '../read/find-readable'
import { badArgument, type CopySource, findCopySource } from './copy-source'
import { checkKey, type ObjectSettings, objectSettings } from './object-settings'
import { refuseExisting, storeObject } from './store-object'

/** https://help.aliyun.com/en/oss/developer-reference/copyobject */
export async function copyObject(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key, request } = exchange
  const named = new Map(Object.entries(request.headers))
  checkKey(key)
  const replaced = await bucket.store.find(key)
  const context = aclContext(named)
  const { source, received } = await whileReplaced(key, async () => {
    const found = await findCopySource(exchange)
    permit(exchange, { action: 'oss:PutObject', key, access: 'write', record: replaced, context })
    const settings = copySettings(named, found.record)
    checkPublicAcl(exchange, settings.acl, 'object')
    await refuseExisting(exchange, settings)
    return { source: found.record, received: await copyBytes(exchange, found) }
  })
  const record = await storeObject(exchange, received, { etag: source.etag }, copySettings(named, source))
  const body = xmlDocument('CopyObjectResult', {
    LastModified: new Date(record.lastModified).toISOString(),
    ETag: `"${record.etag}"`,
  })
  return xmlAnswer(body, { ETag: `"${record.etag}"`, 'x-oss-hash-crc64ecma': record.crc64 })
}

/** Within a bucket the bytes are shared, not copied. */
async function copyBytes({ bucket }: Exchange, source: CopySource): Promise<Received> {
  if (source.bucket === bucket) return bucket.store.share(source.record)
  return bucket.store.receive(await source.bucket.store.read(source.record))
}

/** The ACL is never copied. Headers and metadata are copied unless the directive is REPLACE. */
function copySettings(named: ReadonlyMap<string, string>, source: ObjectRecord): ObjectSettings {
  const directive = named.get('x-oss-metadata-directive')?.toUpperCase() ?? 'COPY'
  if (directive !== 'COPY' && directive !== 'REPLACE') throw badArgument('x-oss-metadata-directive', directive)
  const settings = objectSettings(named, named.get('content-type') ?? 'application/octet-stream')
  return directive === 'REPLACE' ? settings : { ...settings, headers: source.headers, meta: source.meta }
}
