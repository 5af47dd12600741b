import { createHash } from 'node:crypto'
import { permit } from '../../auth/policy/permit'
import { callBack } from '../../callback/call-back'
import { requestCallback } from '../../callback/request-callback'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { xmlDocument } from '../../http/write-xml'
import { xmlAnswer } from '../../oss/answer'
import { combineCrc64 } from '../../store/crc64-combine'
import type { ObjectRecord, PartRecord, UploadRecord } from '../../store/record'
import { versionHeader } from '../../versions/find-version'
import { aclContext, checkPublicAcl } from '../acl/check-acl'
import { encodedKey, urlEncoding } from '../list/encoding-type'
import { locationOf } from '../location'
import { encryptionHeader, parseAcl, parseForbidOverwrite } from '../objects/object-settings'
import { refuseExisting, storeObject } from '../objects/store-object'
import { checkPartSizes, chooseParts, readPartList } from './choose-parts'
import { findUpload } from './find-upload'

/** https://help.aliyun.com/en/oss/user-guide/0042-00000214 */
const EXISTS_EC = '0042-00000214'

/** https://help.aliyun.com/en/oss/developer-reference/completemultipartupload */
export async function completeMultipartUpload(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key, query, request } = exchange
  const replaced = await bucket.store.find(key)
  const context = aclContext(new Map(Object.entries(request.headers)))
  permit(exchange, { action: 'oss:PutObject', key, access: 'write', record: replaced, context })
  const callback = requestCallback(exchange)
  const wanted = await readPartList(exchange)
  const encoding = urlEncoding(exchange)
  // Runs only once, even if a client that lost the answer repeats the request while the first one still runs.
  const record = await bucket.uploads.exclusive(query.get('uploadId') ?? '', async () => {
    const upload = findUpload(exchange)
    const parts = chooseParts(wanted, bucket.uploads.parts(upload.uploadId))
    checkPartSizes(parts)
    const made = await makeObject(exchange, upload, parts)
    await bucket.uploads.remove(upload.uploadId)
    return made
  })
  const headers = { ...versionHeader(bucket, record), ...encryptionHeader(record) }
  const hashes = { ETag: `"${record.etag}"`, 'x-oss-hash-crc64ecma': record.crc64, ...headers }
  if (callback) {
    const body = await callBack(exchange, { ...callback, operation: 'CompleteMultipartUpload' }, record)
    return { status: 200, headers: { ...hashes, 'Content-Type': 'application/json' }, body }
  }
  const content = {
    ...encoding.element,
    Location: locationOf(exchange, key),
    Bucket: bucket.name,
    Key: encodedKey(encoding.encode, key),
    ETag: `"${record.etag}"`,
  }
  return xmlAnswer(xmlDocument('CompleteMultipartUploadResult', content), hashes)
}

async function makeObject(exchange: Exchange, upload: UploadRecord, parts: PartRecord[]): Promise<ObjectRecord> {
  const { bucket, request } = exchange
  const forbids = parseForbidOverwrite(request.headers['x-oss-forbid-overwrite'])
  const acl = parseAcl(request.headers['x-oss-object-acl'] || upload.acl)
  checkPublicAcl(exchange, acl, 'object')
  const settings = { ...upload, acl, forbidOverwrite: forbids || upload.forbidOverwrite }
  await refuseExisting(exchange, settings, EXISTS_EC)
  const data = await bucket.store.join(parts.map((part) => part.data))
  const size = parts.reduce((sum, part) => sum + part.size, 0)
  const crc64 = parts.reduce((crc, part) => combineCrc64(crc, part.crc64, part.size), '0')
  const as = { etag: multipartEtag(parts), type: 'Multipart', ec: EXISTS_EC } as const
  return storeObject(exchange, { data, size, crc64 }, as, settings)
}

/** A hash of the parts' hashes with their number: in OSS it is not the MD5 of the object either. */
function multipartEtag(parts: PartRecord[]): string {
  const md5 = createHash('md5')
  for (const part of parts) md5.update(Buffer.from(part.etag, 'hex'))
  return `${md5.digest('hex').toUpperCase()}-${parts.length}`
}
