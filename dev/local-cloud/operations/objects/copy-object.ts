import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { ossTime } from '../../http/oss-time'
import { xmlDocument } from '../../http/write-xml'
import { xmlAnswer } from '../../oss/answer'
import type { Received } from '../../store/data-folder'
import type { ObjectRecord } from '../../store/record'
import { versionHeader } from '../../versions/find-version'
import { aclContext, checkPublicAcl } from '../acl/check-acl'
import { whileReplaced } from '../read/find-readable'
import { permitTags } from '../tagging/object-tagging'
import { badArgument, type CopySource, findCopySource, sourceHeader } from './copy-source'
import { checkKey, encryptionHeader, type ObjectSettings, objectSettings } from './object-settings'
import { refuseExisting, storeObject } from './store-object'

/** https://help.aliyun.com/en/oss/developer-reference/copyobject */
export async function copyObject(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key, request } = exchange
  const named = new Map(Object.entries(request.headers))
  checkKey(key)
  const replaced = await bucket.store.find(key)
  const context = aclContext(named)
  const { found, received } = await whileReplaced(key, async () => {
    const found = await findCopySource(exchange)
    permit(exchange, { action: 'oss:PutObject', key, access: 'write', record: replaced, context })
    const settings = copySettings(named, found.record)
    checkPublicAcl(exchange, settings.acl, 'object')
    permitTags(exchange, settings)
    await refuseExisting(exchange, settings)
    return { found, received: await copyBytes(exchange, found) }
  })
  const source = found.record
  const record = await storeObject(exchange, received, { etag: source.etag }, copySettings(named, source))
  const body = xmlDocument('CopyObjectResult', {
    LastModified: ossTime(record.lastModified),
    ETag: `"${record.etag}"`,
  })
  const hashes = { ETag: `"${record.etag}"`, 'x-oss-hash-crc64ecma': record.crc64 }
  const versions = { ...sourceHeader(found), ...versionHeader(bucket, record) }
  return xmlAnswer(body, { ...hashes, ...versions, ...encryptionHeader(record) })
}

/** Within a bucket the bytes are shared, not copied. */
async function copyBytes({ bucket }: Exchange, source: CopySource): Promise<Received> {
  if (source.bucket === bucket) return bucket.store.share(source.record)
  return bucket.store.receive(await source.bucket.store.read(source.record))
}

/** ACL and encryption are never copied. Headers, metadata and tags are copied unless their directive is REPLACE. */
function copySettings(named: ReadonlyMap<string, string>, source: ObjectRecord): ObjectSettings {
  const { tags, ...settings } = objectSettings(named, named.get('content-type') ?? 'application/octet-stream')
  const keptTags = isReplaced(named, 'x-oss-tagging-directive') ? tags : source.tags
  const kept = isReplaced(named, 'x-oss-metadata-directive') ? {} : { headers: source.headers, meta: source.meta }
  return { ...settings, ...kept, ...(keptTags && { tags: keptTags }) }
}

function isReplaced(named: ReadonlyMap<string, string>, header: string): boolean {
  const directive = named.get(header)?.toUpperCase() || 'COPY'
  if (directive !== 'COPY' && directive !== 'REPLACE') throw badArgument(header, directive)
  return directive === 'REPLACE'
}
