import { permit } from '../auth/policy/permit'
import type { Exchange } from '../cloud/cloud'
import type { CloudAnswer } from '../http/exchange'
import { xmlDocument } from '../http/write-xml'
import { xmlAnswer } from '../oss/answer'
import { objectOf } from '../versions/version'

/**
 * https://help.aliyun.com/zh/oss/developer-reference/getbucketstat. In OSS the numbers may be an hour old, here they are
 * of this moment. All versions of the objects count.
 */
export async function getBucketStat(exchange: Exchange): Promise<CloudAnswer> {
  permit(exchange, { action: 'oss:GetBucketStat' })
  const { bucket, now } = exchange
  const versions = bucket.store.listVersions()
  const objects = versions.flatMap((version) => objectOf(version) ?? [])
  const uploads = bucket.uploads.list()
  const parts = uploads.flatMap(({ uploadId }) => bucket.uploads.parts(uploadId))
  const of = (storageClass: string) => objects.filter((record) => record.storageClass === storageClass)
  const bytes = (records: readonly { size: number }[]) => `${records.reduce((sum, { size }) => sum + size, 0)}`
  const byClass = CLASSES.map(([element, storageClass]) => ({
    [`${element}Storage`]: bytes(of(storageClass)),
    [`${element}ObjectCount`]: `${of(storageClass).length}`,
  }))
  return xmlAnswer(
    xmlDocument('BucketStat', {
      Storage: bytes(objects),
      ObjectCount: `${objects.length}`,
      MultipartUploadCount: `${uploads.length}`,
      LiveChannelCount: '0',
      MultipartPartCount: `${parts.length}`,
      MultipartPartStorage: bytes(parts),
      DeleteMarkerCount: `${versions.length - objects.length}`,
      LastModifiedTime: `${Math.floor(now / 1000)}`,
      ...Object.assign({}, ...byClass),
    }),
  )
}

/** The beginning of the elements, and the storage class that they count. */
const CLASSES = [
  ['Standard', 'Standard'],
  ['InfrequentAccess', 'IA'],
  ['Archive', 'Archive'],
  ['ColdArchive', 'ColdArchive'],
  ['DeepColdArchive', 'DeepColdArchive'],
] as const
