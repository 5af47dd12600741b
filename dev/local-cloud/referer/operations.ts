import { permit } from '../auth/policy/permit'
import type { Exchange } from '../cloud/cloud'
import type { CloudAnswer } from '../http/exchange'
import { readXml } from '../operations/read-body'
import { emptyAnswer, xmlAnswer } from '../oss/answer'
import { parseReferer, refererXml } from './configuration'

const MAX_BYTES = 64 * 1024

/** An empty list switches the protection off; OSS has no DeleteBucketReferer. */
export async function putBucketReferer(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:PutBucketReferer' })
  await exchange.bucket.change({ referer: parseReferer(await readXml(exchange, MAX_BYTES)) })
  return emptyAnswer()
}

export async function getBucketReferer(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:GetBucketReferer' })
  return xmlAnswer(refererXml(exchange.bucket.settings.referer))
}
