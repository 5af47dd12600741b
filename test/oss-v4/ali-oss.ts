/** ali-oss as a second opinion on signatures. */
import OSS from 'ali-oss'
import type { SigningKeys } from '../../miniprogram/uploader/oss-v4/signing-scope'

export const ALI_OSS_ORIGIN = 'https://files.example.com'

export interface AliOssPlace extends SigningKeys {
  bucket: string
  region: string
}

export const aliOssClient = ({ accessKeyId, accessKeySecret, securityToken, bucket, region }: AliOssPlace): OSS =>
  new OSS({
    accessKeyId,
    accessKeySecret,
    bucket,
    region: `oss-${region}`,
    endpoint: ALI_OSS_ORIGIN,
    cname: true,
    secure: true,
    authorizationV4: true,
    ...(securityToken && { stsToken: securityToken, refreshSTSTokenInterval: 60_000 }),
  })

/** `20260102T030405Z` → ms. */
export const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
