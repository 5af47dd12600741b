import { childText, parseXml } from '../../../oss/xml'

/** The checked part of a GetBucketInfo answer. https://help.aliyun.com/zh/oss/developer-reference/getbucketinfo */
export interface BucketInfo {
  /** `cn-hangzhou`. */
  region: string
  /** `private`, `public-read` or `public-read-write`. */
  acl: string
  blockPublicAccess: boolean
  /** Empty if it was never enabled. */
  versioning: string
  transferAcceleration: boolean
}

export function parseBucketInfo(xml: string): BucketInfo | undefined {
  const bucket = parseXml(xml)?.children.find(({ name }) => name === 'Bucket')
  const acl = bucket?.children.find(({ name }) => name === 'AccessControlList')
  return (
    bucket && {
      region: childText(bucket, 'Location').replace(/^oss-/, ''),
      acl: acl ? childText(acl, 'Grant') : '',
      blockPublicAccess: childText(bucket, 'BlockPublicAccess') === 'true',
      versioning: childText(bucket, 'Versioning'),
      transferAcceleration: childText(bucket, 'TransferAcceleration') === 'Enabled',
    }
  )
}
