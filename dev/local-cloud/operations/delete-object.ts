import { permit } from '../auth/permit'
import type { Exchange } from '../cloud'
import { type CloudAnswer, EMPTY } from '../exchange'

/** 204 whether or not there was such an object. */
export async function deleteObject({ cloud, key, principal }: Exchange): Promise<CloudAnswer> {
  permit(principal, { action: 'oss:DeleteObject', bucket: cloud.bucket, key })
  await cloud.store.remove(key)
  return { status: 204, headers: {}, body: EMPTY }
}
