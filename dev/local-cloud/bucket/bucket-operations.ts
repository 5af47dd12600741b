import { permit } from '../auth/policy/permit'
import type { Cloud, Exchange } from '../cloud/cloud'
import { corsXml, parseCors } from '../cors/configuration'
import type { CloudAnswer } from '../http/exchange'
import { ossTime } from '../http/oss-time'
import { childText } from '../http/parse-xml'
import { xmlDocument } from '../http/write-xml'
import { lifecycleXml, parseLifecycle } from '../lifecycle/configuration'
import { aclXml, OWNER } from '../operations/acl/acl-xml'
import { checkPublicAcl } from '../operations/acl/check-acl'
import { malformedXml, readXml } from '../operations/read-body'
import { emptyAnswer, xmlAnswer } from '../oss/answer'
import { ossError } from '../oss/errors'
import { type Bucket, parseBucketAcl } from './bucket'

const MAX_CORS_BYTES = 16 * 1024
const MAX_LIFECYCLE_BYTES = 1024 * 1024

export async function putBucketCors(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:PutBucketCors' })
  await exchange.bucket.change({ cors: parseCors(await readXml(exchange, MAX_CORS_BYTES)) })
  return emptyAnswer()
}

export async function getBucketCors(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:GetBucketCors' })
  const { cors } = exchange.bucket.settings
  if (!cors) throw ossError('NoSuchCORSConfiguration', 'The CORS Configuration does not exist.')
  return xmlAnswer(corsXml(cors))
}

export async function deleteBucketCors(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:DeleteBucketCors' })
  await exchange.bucket.change({ cors: null })
  return emptyAnswer(204)
}

export async function putBucketLifecycle(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:PutBucketLifecycle' })
  const newId = () => exchange.cloud.random(16).toString('hex')
  const lifecycle = parseLifecycle(await readXml(exchange, MAX_LIFECYCLE_BYTES), newId)
  await exchange.bucket.change({ lifecycle })
  return emptyAnswer()
}

export async function getBucketLifecycle(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:GetBucketLifecycle' })
  const { lifecycle } = exchange.bucket.settings
  if (lifecycle.length === 0) throw ossError('NoSuchLifecycle', 'No Row found in Lifecycle Table.')
  return xmlAnswer(lifecycleXml(lifecycle))
}

export async function deleteBucketLifecycle(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:DeleteBucketLifecycle' })
  await exchange.bucket.change({ lifecycle: [] })
  return emptyAnswer(204)
}

export async function putBucketAcl(exchange: Exchange): Promise<CloudAnswer> {
  const wanted = exchange.request.headers['x-oss-acl'] ?? ''
  permit(exchange, { action: 'oss:PutBucketAcl', context: { 'oss:x-oss-acl': wanted } })
  const acl = parseBucketAcl(wanted)
  checkPublicAcl(exchange, acl, 'bucket')
  await exchange.bucket.change({ acl })
  return emptyAnswer()
}

export async function getBucketAcl(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:GetBucketAcl' })
  return xmlAnswer(aclXml(exchange.bucket.settings.acl))
}

export async function putBucketPublicAccessBlock(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:PutBucketPublicAccessBlock' })
  const document = await readXml(exchange, MAX_CORS_BYTES)
  const text = document?.name === 'PublicAccessBlockConfiguration' ? childText(document, 'BlockPublicAccess') : ''
  if (text !== 'true' && text !== 'false') throw malformedXml()
  await exchange.bucket.change({ blockPublicAccess: text === 'true' })
  return emptyAnswer()
}

export async function getBucketPublicAccessBlock(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:GetBucketPublicAccessBlock' })
  const BlockPublicAccess = `${exchange.bucket.settings.blockPublicAccess}`
  return xmlAnswer(xmlDocument('PublicAccessBlockConfiguration', { BlockPublicAccess }))
}

export async function deleteBucketPublicAccessBlock(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:DeleteBucketPublicAccessBlock' })
  await exchange.bucket.change({ blockPublicAccess: false })
  return emptyAnswer(204)
}

export async function getBucketInfo(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:GetBucketInfo' })
  const { cloud, bucket } = exchange
  const { acl, blockPublicAccess, transferAcceleration, versioning } = bucket.settings
  const Bucket = {
    ...bucketElements(cloud, bucket),
    Owner: OWNER,
    AccessControlList: { Grant: acl },
    BlockPublicAccess: `${blockPublicAccess}`,
    TransferAcceleration: transferAcceleration ? 'Enabled' : 'Disabled',
    // Missing until versioning is switched on.
    ...(versioning && { Versioning: versioning }),
  }
  return xmlAnswer(xmlDocument('BucketInfo', { Bucket }))
}

export async function getBucketLocation(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:GetBucketLocation' })
  return xmlAnswer(xmlDocument('LocationConstraint', `oss-${exchange.cloud.region}`))
}

export async function listBuckets(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:ListBuckets' })
  const { cloud, query } = exchange
  const prefix = query.get('prefix') ?? ''
  const found = [...cloud.buckets.values()].filter(({ name }) => name.startsWith(prefix))
  const Bucket = found.map((bucket) => bucketElements(cloud, bucket))
  return xmlAnswer(xmlDocument('ListAllMyBucketsResult', { Owner: OWNER, Buckets: { Bucket } }))
}

const bucketElements = ({ region }: Cloud, { name, created }: Bucket) => ({
  Name: name,
  CreationDate: ossTime(created),
  Location: `oss-${region}`,
  Region: region,
  StorageClass: 'Standard',
  ExtranetEndpoint: `oss-${region}.aliyuncs.com`,
  IntranetEndpoint: `oss-${region}-internal.aliyuncs.com`,
})
