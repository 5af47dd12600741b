import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { emptyAnswer } from '../../oss/answer'
import { deleteVersion, deletionNeed } from '../../versions/delete-version'
import { markerHeaders, versionHeader, wantedOf } from '../../versions/find-version'
import { objectOf } from '../../versions/version'

/** Answers 204 even if there is no such object. https://help.aliyun.com/zh/oss/developer-reference/deleteobject */
export async function deleteObject(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket } = exchange
  const wanted = wantedOf(exchange)
  permit(exchange, deletionNeed(exchange, wanted))
  const deleted = await deleteVersion(bucket, wanted, exchange.now)
  if (!deleted) return emptyAnswer(204)
  return emptyAnswer(204, objectOf(deleted) ? versionHeader(bucket, deleted) : markerHeaders(bucket, deleted))
}
