import { createHash } from 'node:crypto'
import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import { type CloudAnswer, EMPTY, percentDecode, percentEncode } from '../../http/exchange'
import { emptyAnswer } from '../../oss/answer'
import { ossError } from '../../oss/errors'
import { versionHeader, wantedOf } from '../../versions/find-version'
import { aclContext, checkPublicAcl } from '../acl/check-acl'
import { findItself } from '../read/find-readable'
import { checkKey, objectSettings } from './object-settings'
import { refuseExisting, storeObject } from './store-object'

/**
 * The target is not checked here, only when the link is read.
 * https://help.aliyun.com/en/oss/developer-reference/putsymlink
 */
export async function putSymlink(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key, request } = exchange
  const named = new Map(Object.entries(request.headers))
  checkKey(key)
  const record = await bucket.store.find(key)
  permit(exchange, { action: 'oss:PutObject', key, access: 'write', record, context: aclContext(named) })
  const target = percentDecode(named.get('x-oss-symlink-target') ?? '')
  if (target === '') throw ossError('MissingArgument', 'x-oss-symlink-target is missing.')
  checkKey(target)
  const settings = objectSettings(named, named.get('content-type') ?? 'application/octet-stream')
  checkPublicAcl(exchange, settings.acl, 'object')
  await refuseExisting(exchange, settings)
  const received = await bucket.store.receive(nothing())
  const etag = createHash('md5').update(target).digest('hex').toUpperCase()
  const stored = await storeObject(exchange, received, { etag, type: 'Symlink', target }, settings)
  return emptyAnswer(200, { ETag: `"${stored.etag}"`, ...versionHeader(bucket, stored) })
}

/** https://help.aliyun.com/en/oss/developer-reference/getsymlink */
export async function getSymlink(exchange: Exchange): Promise<CloudAnswer> {
  const record = findItself(exchange, wantedOf(exchange))
  const { target, etag, lastModified } = record
  if (target === undefined) {
    throw ossError('NotSymlink', 'The object is not a symlink.', { ec: '0043-00000101' })
  }
  return emptyAnswer(200, {
    ETag: `"${etag}"`,
    'Last-Modified': new Date(lastModified).toUTCString(),
    'x-oss-symlink-target': percentEncode(target).replaceAll('%2F', '/'),
    ...versionHeader(exchange.bucket, record),
  })
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  yield EMPTY
}
