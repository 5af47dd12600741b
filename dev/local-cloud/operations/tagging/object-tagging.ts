import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { emptyAnswer, xmlAnswer } from '../../oss/answer'
import { noSuchKey } from '../read/find-readable'
import { readXml } from '../read-body'
import { parseTagXml, type Tags, tagsXml } from './tags'

const MAX_BYTES = 64 * 1024

/** Replaces all tags: https://help.aliyun.com/zh/oss/developer-reference/putobjecttagging */
export async function putObjectTagging(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:PutObjectTagging', key: exchange.key })
  await change(exchange, parseTagXml(await readXml(exchange, MAX_BYTES)))
  return emptyAnswer()
}

export async function getObjectTagging(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key } = exchange
  permit(exchange, { action: 'oss:GetObjectTagging', key })
  const record = await bucket.store.find(key)
  if (!record) throw noSuchKey(key)
  return xmlAnswer(tagsXml(record.tags ?? {}))
}

export async function deleteObjectTagging(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:DeleteObjectTagging', key: exchange.key })
  await change(exchange, {})
  return emptyAnswer(204)
}

async function change({ bucket, key }: Exchange, tags: Tags): Promise<void> {
  if (!(await bucket.store.amend(key, { tags }))) throw noSuchKey(key)
}

/** An upload with tags needs the right to set them. */
export function permitTags(exchange: Exchange, { tags = {} }: { tags?: Tags }): void {
  if (Object.keys(tags).length > 0) permit(exchange, { action: 'oss:PutObjectTagging', key: exchange.key })
}
