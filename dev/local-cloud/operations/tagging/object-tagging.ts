import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { emptyAnswer, xmlAnswer } from '../../oss/answer'
import { actionOn, findVersion, notFound, versionHeader, type Wanted, wantedOf } from '../../versions/find-version'
import { objectOf } from '../../versions/version'
import { readXml } from '../read-body'
import { parseTagXml, type Tags, tagsXml } from './tags'

const MAX_BYTES = 64 * 1024

/** Replaces all tags: https://help.aliyun.com/zh/oss/developer-reference/putobjecttagging */
export async function putObjectTagging(exchange: Exchange): Promise<CloudAnswer> {
  const wanted = wantedOf(exchange)
  permit(exchange, { action: actionOn(wanted, 'Put', 'Tagging'), key: wanted.key })
  const headers = await change(exchange, wanted, parseTagXml(await readXml(exchange, MAX_BYTES)))
  return emptyAnswer(200, headers)
}

export async function getObjectTagging(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key } = exchange
  const wanted = wantedOf(exchange)
  permit(exchange, { action: actionOn(wanted, 'Get', 'Tagging'), key })
  const record = objectOf(findVersion(bucket, wanted))
  if (!record) throw notFound(bucket, wanted)
  return xmlAnswer(tagsXml(record.tags ?? {}), versionHeader(bucket, record))
}

export async function deleteObjectTagging(exchange: Exchange): Promise<CloudAnswer> {
  const wanted = wantedOf(exchange)
  permit(exchange, { action: actionOn(wanted, 'Delete', 'Tagging'), key: wanted.key })
  return emptyAnswer(204, await change(exchange, wanted, {}))
}

/** Returns the headers of the answer. */
async function change({ bucket }: Exchange, wanted: Wanted, tags: Tags): Promise<Record<string, string>> {
  const amended = await bucket.store.amend(wanted.key, { tags }, wanted.versionId)
  if (!amended) throw notFound(bucket, wanted)
  return versionHeader(bucket, amended)
}

/** An upload with tags needs the right to set them. */
export function permitTags(exchange: Exchange, { tags = {} }: { tags?: Tags }): void {
  if (Object.keys(tags).length > 0) permit(exchange, { action: 'oss:PutObjectTagging', key: exchange.key })
}
