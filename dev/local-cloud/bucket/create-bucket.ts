import { permit } from '../auth/policy/permit'
import type { Exchange } from '../cloud/cloud'
import type { CloudAnswer } from '../http/exchange'
import { childText, parseXml } from '../http/parse-xml'
import { malformedXml, readBody } from '../operations/read-body'
import { emptyAnswer } from '../oss/answer'
import { notImplemented, ossError } from '../oss/errors'
import { parseBucketAcl } from './bucket'

const MAX_BYTES = 16 * 1024

/**
 * https://help.aliyun.com/zh/oss/developer-reference/putbucket. The owner's second call changes the ACL of the bucket.
 * All buckets belong to the one account of this cloud.
 */
export async function putBucket(exchange: Exchange): Promise<CloudAnswer> {
  const { cloud, bucketName: name, request, now } = exchange
  const wanted = request.headers['x-oss-acl']
  permit(exchange, { action: 'oss:PutBucket', bucket: name, context: wanted ? { 'oss:x-oss-acl': wanted } : {} })
  checkConfiguration((await readBody(exchange, MAX_BYTES)).toString('utf8'))
  const acl = wanted ? parseBucketAcl(wanted) : undefined
  const bucket = await cloud.buckets.create(name, now)
  if (acl) await bucket.change({ acl })
  return emptyAnswer(200, { Location: `/${name}` })
}

/** The body may be missing. Only the usual storage is here. */
function checkConfiguration(text: string): void {
  if (text.trim() === '') return
  const document = parseXml(text)
  if (document?.name !== 'CreateBucketConfiguration') throw malformedXml()
  const storageClass = childText(document, 'StorageClass') ?? 'Standard'
  if (storageClass !== 'Standard') throw notImplemented(`a bucket of the storage class ${storageClass}`)
  const redundancy = childText(document, 'DataRedundancyType') ?? 'LRS'
  if (redundancy !== 'LRS') throw notImplemented(`a bucket of the redundancy type ${redundancy}`)
}

/** https://help.aliyun.com/zh/oss/developer-reference/deletebucket */
export async function deleteBucket(exchange: Exchange): Promise<CloudAnswer> {
  const { cloud, bucket } = exchange
  permit(exchange, { action: 'oss:DeleteBucket' })
  if (bucket.store.listVersions().length > 0 || bucket.uploads.list().length > 0) {
    const message = 'The bucket has objects. Please delete them first.'
    throw ossError('BucketNotEmpty', message, { ec: '0015-00000301', details: { BucketName: bucket.name } })
  }
  if (bucket === cloud.defaultBucket) throw notImplemented('DeleteBucket for the default bucket')
  await cloud.buckets.remove(bucket.name)
  return emptyAnswer(204)
}
