import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { emptyAnswer } from '../../oss/answer'
import { type OssError, ossError } from '../../oss/errors'
import { combineCrc64 } from '../../store/crc64-combine'
import type { Received } from '../../store/data-folder'
import type { ObjectRecord } from '../../store/record'
import { versionHeader } from '../../versions/find-version'
import { aclContext, checkPublicAcl } from '../acl/check-acl'
import { checkLength, checkSize } from '../read-body'
import { permitTags } from '../tagging/object-tagging'
import { checkKey, encryptionHeader, objectSettings } from './object-settings'
import { receiveChecked } from './put-object'
import { storeObject } from './store-object'

/** https://help.aliyun.com/zh/oss/developer-reference/appendobject */
export async function appendObject(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key, request } = exchange
  const named = new Map(Object.entries(request.headers))
  checkKey(key)
  refuseVersionId(exchange)
  const existing = await bucket.store.find(key)
  permit(exchange, { action: 'oss:PutObject', key, access: 'write', record: existing, context: aclContext(named) })
  const position = positionOf(exchange)
  checkLength(exchange)
  const settings = objectSettings(named, named.get('content-type') ?? 'application/octet-stream')
  checkPublicAcl(exchange, settings.acl, 'object')
  permitTags(exchange, settings)
  checkAppendable(existing, position)
  const received = await receiveChecked(exchange)
  // Two calls with the same position must not both succeed.
  const record = await bucket.appending(key, async () => {
    const before = await bucket.store.find(key)
    try {
      checkAppendable(before, position)
      checkSize(position + received.size)
    } catch (error) {
      await bucket.store.discard(received)
      throw error
    }
    // Headers of later calls change nothing, as in OSS.
    return storeObject(exchange, await joined(exchange, before, received), AS_APPENDABLE(exchange), before ?? settings)
  })
  return emptyAnswer(200, {
    ETag: `"${record.etag}"`,
    'x-oss-hash-crc64ecma': record.crc64,
    'x-oss-next-append-position': `${record.size}`,
    ...versionHeader(bucket, record),
    ...encryptionHeader(record),
  })
}

/** https://help.aliyun.com/zh/oss/user-guide/0016-00000504 */
function refuseVersionId({ query }: Exchange): void {
  const versionId = query.get('versionId')
  if (versionId === undefined) return
  const details = { ArgumentName: 'versionId', ArgumentValue: versionId }
  throw ossError('InvalidArgument', 'AppendObject has no versionId.', { ec: '0016-00000504', details })
}

const AS_APPENDABLE = ({ cloud }: Exchange) =>
  ({ etag: cloud.random(16).toString('hex').toUpperCase(), type: 'Appendable' }) as const

async function joined({ bucket }: Exchange, before: ObjectRecord | undefined, received: Received) {
  if (!before) return { ...received, md5: undefined }
  const data = await bucket.store.join([before.data, received.data])
  await bucket.store.discard(received)
  const crc64 = combineCrc64(before.crc64, received.crc64, received.size)
  return { data, crc64, size: before.size + received.size }
}

/** EC codes: https://help.aliyun.com/zh/oss/user-guide/0016-00000501 and 0016-00000502 */
function positionOf({ query }: Exchange): number {
  const text = query.get('position')
  if (text !== undefined && /^\d{1,12}$/.test(text)) return Number(text)
  const details = { ArgumentName: 'position', ArgumentValue: text ?? '' }
  const ec = text === undefined ? '0016-00000501' : '0016-00000502'
  throw ossError('InvalidArgument', 'The position of AppendObject is missing or no number.', { ec, details })
}

/** EC codes: https://help.aliyun.com/zh/oss/user-guide/0026-00000016 and 0026-00000017 */
function checkAppendable(record: ObjectRecord | undefined, position: number): void {
  if (record && record.type !== 'Appendable') {
    throw ossError('ObjectNotAppendable', 'The object is not appendable', { ec: '0026-00000017' })
  }
  const size = record?.size ?? 0
  if (position !== size) throw wrongPosition(size)
}

const wrongPosition = (size: number): OssError =>
  ossError('PositionNotEqualToLength', 'Position is not equal to file length', {
    ec: '0026-00000016',
    headers: { 'x-oss-next-append-position': `${size}` },
  })
