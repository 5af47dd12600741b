import { permit } from '../auth/policy/permit'
import type { Exchange } from '../cloud/cloud'
import type { CloudAnswer } from '../http/exchange'
import { childText } from '../http/parse-xml'
import { xmlDocument } from '../http/write-xml'
import { malformedXml, readXml } from '../operations/read-body'
import { emptyAnswer, xmlAnswer } from '../oss/answer'

const MAX_BYTES = 16 * 1024

/** https://help.aliyun.com/zh/oss/developer-reference/putbucketversioning */
export async function putBucketVersioning(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:PutBucketVersioning' })
  const document = await readXml(exchange, MAX_BYTES)
  const status = document?.name === 'VersioningConfiguration' ? childText(document, 'Status') : undefined
  if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml()
  await exchange.bucket.change({ versioning: status })
  return emptyAnswer()
}

/** If versioning was never on, the document is empty. */
export async function getBucketVersioning(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:GetBucketVersioning' })
  const { versioning } = exchange.bucket.settings
  return xmlAnswer(xmlDocument('VersioningConfiguration', versioning ? { Status: versioning } : {}))
}

/** https://help.aliyun.com/zh/oss/developer-reference/putbuckettransferacceleration */
export async function putBucketTransferAcceleration(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:PutBucketTransferAcceleration' })
  const document = await readXml(exchange, MAX_BYTES)
  const text = document?.name === 'TransferAccelerationConfiguration' ? childText(document, 'Enabled') : undefined
  if (text !== 'true' && text !== 'false') throw malformedXml()
  await exchange.bucket.change({ transferAcceleration: text === 'true' })
  return emptyAnswer()
}

export async function getBucketTransferAcceleration(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:GetBucketTransferAcceleration' })
  const Enabled = `${exchange.bucket.settings.transferAcceleration}`
  return xmlAnswer(xmlDocument('TransferAccelerationConfiguration', { Enabled }))
}
