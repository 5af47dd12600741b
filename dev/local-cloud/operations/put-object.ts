import { permit } from '../auth/permit'
import type { Exchange } from '../cloud'
import { ossError } from '../errors'
import { type CloudAnswer, EMPTY } from '../exchange'
import { checkKey, objectSettings } from '../object-settings'
import { objectHashes } from '../post/success'
import { aclContext } from './acl-context'
import { refuseExisting, storeObject } from './store-object'

/** https://help.aliyun.com/en/oss/developer-reference/putobject */
const MAX_BYTES = 5 * 1024 ** 3

export async function putObject(exchange: Exchange): Promise<CloudAnswer> {
  const { cloud, key, request } = exchange
  const named = new Map(Object.entries(request.headers))
  checkKey(key)
  permit(exchange.principal, { action: 'oss:PutObject', bucket: cloud.bucket, key, context: aclContext(named) })
  if (named.has('x-oss-callback')) throw ossError('NotImplemented', 'Callbacks are only made for PostObject here.')
  const settings = objectSettings(named, named.get('content-type') ?? 'application/octet-stream')
  await refuseExisting(cloud.store, key, settings)
  const received = await cloud.store.receive(request.body, (size) => {
    if (size > MAX_BYTES) throw ossError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.')
  })
  const digest = named.get('content-md5')
  if (digest !== undefined && digest !== received.md5.toString('base64')) {
    await cloud.store.discard(received)
    throw ossError('InvalidDigest', 'The Content-MD5 you specified was invalid.')
  }
  const record = await storeObject(exchange, received, received.md5.toString('hex').toUpperCase(), settings)
  return { status: 200, headers: objectHashes(record), body: EMPTY }
}
