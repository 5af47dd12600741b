import { parseBucketInfo } from '../../../../../server/cli/doctor/context/bucket-info'

describe('parseBucketInfo', () => {
  // https://alibabacloud.com/help/en/oss/developer-reference/getbucketinfo
  const xml = (more: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<BucketInfo><Bucket><Location>oss-cn-hangzhou</Location><StorageClass>Standard</StorageClass>
<TransferAcceleration>Disabled</TransferAcceleration><Name>oss-example</Name>
<Owner><DisplayName>username</DisplayName><ID>27183473914</ID></Owner>
<AccessControlList><Grant>private</Grant></AccessControlList>${more}</Bucket></BucketInfo>`

  it('reads an answer, also without the elements that OSS omits', () => {
    expect(parseBucketInfo(xml(''))).toEqual({
      region: 'cn-hangzhou',
      acl: 'private',
      blockPublicAccess: false,
      versioning: '',
      transferAcceleration: false,
    })
    const more = '<Versioning>Suspended</Versioning><BlockPublicAccess>true</BlockPublicAccess>'
    expect(parseBucketInfo(xml(more))).toMatchObject({ versioning: 'Suspended', blockPublicAccess: true })
    expect(parseBucketInfo('<Error/>')).toBeUndefined()
  })
})
