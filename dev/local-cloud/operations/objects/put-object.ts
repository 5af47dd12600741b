import { permit } from '../../auth/policy/permit'
import { callBack } from '../../callback/call-back'
import { requestCallback } from '../../callback/request-callback'
import type { Exchange } from '../../cloud/cloud'
import { type CloudAnswer, EMPTY } from '../../http/exchange'
import { objectHashes } from '../../post/success'
import type { Received } from '../../store/data-folder'
import { versionHeader } from '../../versions/find-version'
import { aclContext, checkPublicAcl } from '../acl/check-acl'
import { checkDigest, checkLength, checkSize } from '../read-body'
import { permitTags } from '../tagging/object-tagging'
import { checkKey, encryptionHeader, objectSettings } from './object-settings'
import { refuseExisting, storeObject } from './store-object'

/** https://help.aliyun.com/en/oss/developer-reference/putobject */
export async function putObject(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key, request } = exchange
  const named = new Map(Object.entries(request.headers))
  checkKey(key)
  const record = await bucket.store.find(key)
  permit(exchange, { action: 'oss:PutObject', key, access: 'write', record, context: aclContext(named) })
  checkLength(exchange)
  const callback = requestCallback(exchange)
  const settings = objectSettings(named, named.get('content-type') ?? 'application/octet-stream')
  checkPublicAcl(exchange, settings.acl, 'object')
  permitTags(exchange, settings)
  await refuseExisting(exchange, settings)
  const received = await receiveChecked(exchange)
  const stored = await storeObject(exchange, received, { etag: received.md5.toString('hex').toUpperCase() }, settings)
  const headers = { ...objectHashes(stored), ...versionHeader(bucket, stored), ...encryptionHeader(stored) }
  if (!callback) return { status: 200, headers, body: EMPTY }
  const body = await callBack(exchange, { ...callback, operation: 'PutObject' }, stored)
  return { status: 200, headers: { ...headers, 'Content-Type': 'application/json' }, body }
}

/** Receives the body. @throws OssError if its MD5 differs from Content-MD5, or if it is too long */
export async function receiveChecked({ bucket, request }: Exchange): Promise<Received> {
  const received = await bucket.store.receive(request.body, checkSize)
  try {
    checkDigest(request.headers['content-md5'], received.md5)
  } catch (error) {
    await bucket.store.discard(received)
    throw error
  }
  return received
}
