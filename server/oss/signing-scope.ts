/**
 * What V4 signatures of every kind have in common.
 * https://help.aliyun.com/en/oss/developer-reference/recommend-to-use-signature-version-4
 */
import { hmacSha256 } from './encoding'

export const SIGNATURE_VERSION = 'OSS4-HMAC-SHA256'

export interface SigningScope {
  /** `20260102T030405Z`. */
  date: string
  /** A Region ID, `cn-hangzhou`; never `oss-cn-hangzhou`. */
  region: string
  /** Default `oss`; `oss-cloudbox` with the box's id as region. */
  product?: string
}

/** ms → `20260102T030405Z`, UTC. */
export const formatDate = (time: number): string =>
  new Date(time)
    .toISOString()
    .replace(/\.\d{3}Z$/, 'Z')
    .replace(/[-:]/g, '')

/** `20260102/cn-hangzhou/oss/aliyun_v4_request`. */
export const scopeText = ({ date, region, product = 'oss' }: SigningScope): string =>
  `${date.slice(0, 8)}/${region}/${product}/aliyun_v4_request`

export const credentialText = (accessKeyId: string, scope: SigningScope): string => `${accessKeyId}/${scopeText(scope)}`

/** One HMAC for each part of the scope, starting from the secret: a key good for one day, region and product. */
export function signingKey(accessKeySecret: string, scope: SigningScope): Buffer {
  const name = `${scopeText(scope)}\n${accessKeySecret}`
  const known = derived.get(name)
  if (known) return known
  const key = scopeText(scope)
    .split('/')
    .reduce<Buffer>((parent, part) => hmacSha256(parent, part), Buffer.from(`aliyun_v4${accessKeySecret}`))
  // A handful of sessions is in use at a time; those of yesterday are not worth keeping.
  if (derived.size >= MOST_DERIVED) derived.clear()
  derived.set(name, key)
  return key
}

/** Four HMACs are most of what signing costs, and a day's tickets share them. */
const derived = new Map<string, Buffer>()
const MOST_DERIVED = 16

/** The last rung of every ladder. */
export const signature = (key: Uint8Array, stringToSign: string): string =>
  hmacSha256(key, stringToSign).toString('hex')
