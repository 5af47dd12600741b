/**
 * What all V4 signatures have in common.
 * https://help.aliyun.com/en/oss/developer-reference/recommend-to-use-signature-version-4
 */

export const SIGNATURE_VERSION = 'OSS4-HMAC-SHA256'

export interface SigningKeys {
  accessKeyId: string
  accessKeySecret: string
  /** Only STS credentials have one. */
  securityToken?: string
}

export interface SigningScope {
  /** `20260102T030405Z`. */
  date: string
  /** A Region ID, `cn-hangzhou`; never `oss-cn-hangzhou`. */
  region: string
  /** Default `oss`; `oss-cloudbox` with the box's id as region. */
  product?: string
}

/** ms → `20260102T030405Z`, UTC. */
export const formatDate = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '')

/** `['20260102', 'cn-hangzhou', 'oss', 'aliyun_v4_request']`. */
export const scopeParts = ({ date, region, product = 'oss' }: SigningScope) =>
  [date.slice(0, 8), region, product, 'aliyun_v4_request'] as const

/** `20260102/cn-hangzhou/oss/aliyun_v4_request`. */
export const scopeText = (scope: SigningScope): string => scopeParts(scope).join('/')

export const credentialText = (accessKeyId: string, scope: SigningScope): string => `${accessKeyId}/${scopeText(scope)}`
