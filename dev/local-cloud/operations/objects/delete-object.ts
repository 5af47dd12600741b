import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { emptyAnswer } from '../../oss/answer'

/** Answers 204 even if there is no such object. */
export async function deleteObject(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key } = exchange
  const record = await bucket.store.find(key)
  permit(exchange, { action: 'oss:DeleteObject', key, access: 'write', record })
  await bucket.store.remove(key)
  return emptyAnswer(204)
}
