/**
 * What V4 signatures of every kind have in common.
 * https://help.aliyun.com/en/oss/developer-reference/recommend-to-use-signature-version-4
 */
import { type Digest, hexOf, hmacSha256 } from './hmac'

export const SIGNATURE_VERSION = 'OSS4-HMAC-SHA256'

export interface SigningKeys {
  accessKeyId: string
  accessKeySecret: string
  securityToken?: string | undefined
}

export interface SigningScope {
  /** `20260102T030405Z`. */
  date: string
  /** A Region ID, `cn-hangzhou`; never `oss-cn-hangzhou`. */
  region: string
}

/** ms → `20260102T030405Z`, UTC. */
export const formatDate = (time: number): string =>
  new Date(time)
    .toISOString()
    .replace(/\.\d{3}Z$/, 'Z')
    .replace(/[-:]/g, '')

/** `20260102/cn-hangzhou/oss/aliyun_v4_request`. */
export const scopeText = ({ date, region }: SigningScope): string =>
  `${date.slice(0, 8)}/${region}/oss/aliyun_v4_request`

export const credentialText = (accessKeyId: string, scope: SigningScope): string => `${accessKeyId}/${scopeText(scope)}`

/** One HMAC for each part of the scope, starting from the secret: a key good for one day and region. */
export function signingKey(accessKeySecret: string, scope: SigningScope): Digest {
  const name = `${scopeText(scope)}\n${accessKeySecret}`
  if (latest?.name !== name) {
    const start: string | Digest = `aliyun_v4${accessKeySecret}`
    latest = { name, key: scopeText(scope).split('/').reduce<string | Digest>(hmacSha256, start) as Digest }
  }
  return latest.key
}

/** Four HMACs are most of what signing costs on a phone, and all that is signed in an hour shares them. */
let latest: { name: string; key: Digest } | undefined

/** The last rung of every ladder: lower-case hex. */
export const signature = (key: Digest, stringToSign: string): string => hexOf(hmacSha256(key, stringToSign))
