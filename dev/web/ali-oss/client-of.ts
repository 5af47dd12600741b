import type { CredentialsAnswer } from '../../../miniprogram/uploader/optional-endpoints'
import type { OssClient } from './ali-oss'

/** A client of ali-oss for what `POST /v1/credentials` answers. */
export const clientOf = (given: CredentialsAnswer): OssClient =>
  new window.OSS({
    accessKeyId: given.accessKeyId,
    accessKeySecret: given.accessKeySecret,
    stsToken: given.securityToken,
    bucket: given.bucket,
    region: `oss-${given.region}`,
    // The bucket's own domain, as new accounts need it; and signatures of the version that they need.
    endpoint: given.endpoint,
    cname: true,
    secure: given.endpoint.startsWith('https:'),
    authorizationV4: true,
    refreshSTSTokenInterval: 15 * 60_000,
  })
