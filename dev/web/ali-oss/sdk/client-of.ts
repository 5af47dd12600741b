import type { CredentialsAnswer } from '../../../../miniprogram/uploader/optional-endpoints'
import type { OssClient } from './ali-oss'

/** A client of ali-oss with the credentials that `POST /v1/credentials` answers. */
export const clientOf = (credentials: CredentialsAnswer): OssClient =>
  new window.OSS({
    accessKeyId: credentials.accessKeyId,
    accessKeySecret: credentials.accessKeySecret,
    stsToken: credentials.securityToken,
    bucket: credentials.bucket,
    region: `oss-${credentials.region}`,
    // New accounts need the bucket's own domain and V4 signatures.
    endpoint: credentials.endpoint,
    cname: true,
    secure: credentials.endpoint.startsWith('https:'),
    authorizationV4: true,
    refreshSTSTokenInterval: 15 * 60_000,
  })
