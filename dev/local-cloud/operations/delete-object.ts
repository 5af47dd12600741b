import { emptyAnswer } from '../answer'
import { permit } from '../auth/permit'
import type { Exchange } from '../cloud'
import type { CloudAnswer } from '../exchange'

/** 204 whether or not there was such an object. */
export async function deleteObject(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key } = exchange
  const record = await bucket.store.find(key)
  permit(exchange, { action: 'oss:DeleteObject', key, access: 'write', record })
  await bucket.store.remove(key)
  return emptyAnswer(204)
}
