import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { xmlDocument } from '../../http/write-xml'
import { xmlAnswer } from '../../oss/answer'
import { aclContext, checkPublicAcl } from '../acl/check-acl'
import { encodedKey, urlEncoding } from '../list/encoding-type'
import { checkKey, encryptionHeader, objectSettings } from '../objects/object-settings'
import { refuseExisting } from '../objects/store-object'
import { permitTags } from '../tagging/object-tagging'

/** https://help.aliyun.com/en/oss/developer-reference/initiatemultipartupload */
export async function initiateMultipartUpload(exchange: Exchange): Promise<CloudAnswer> {
  const { cloud, bucket, key, request, query, now } = exchange
  const named = new Map(Object.entries(request.headers))
  checkKey(key)
  const record = await bucket.store.find(key)
  permit(exchange, { action: 'oss:PutObject', key, access: 'write', record, context: aclContext(named) })
  const settings = objectSettings(named, named.get('content-type') ?? 'application/octet-stream')
  checkPublicAcl(exchange, settings.acl, 'object')
  permitTags(exchange, settings)
  await refuseExisting(exchange, settings)
  const { encode, element } = urlEncoding(exchange)
  const uploadId = cloud.random(16).toString('hex').toUpperCase()
  await bucket.uploads.create({ uploadId, key, initiated: now, sequential: query.has('sequential'), ...settings })
  const Key = encodedKey(encode, key)
  const content = { ...element, Bucket: bucket.name, Key, UploadId: uploadId }
  return xmlAnswer(xmlDocument('InitiateMultipartUploadResult', content), encryptionHeader(settings))
}
