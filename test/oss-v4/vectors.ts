/** Published vectors of V4 signatures, and generated ones, as the types of the ladder. Each file names its sources. */
import type { Presignable } from '../../miniprogram/uploader/oss-v4/presign'
import type { SigningKeys, SigningScope } from '../../miniprogram/uploader/oss-v4/signing-scope'
import headers from './vectors/v4-header.json' with { type: 'json' }
import urls from './vectors/v4-url.json' with { type: 'json' }

export interface LadderVector {
  id: string
  request: Presignable
  keys: SigningKeys
  scope: SigningScope
  intermediate: { canonicalRequest: string; stringToSign: string; signingKeyHex: string }
  signature: string
}

export interface HeaderVector extends LadderVector {
  authorization: string
}

interface Input {
  accessKeyId: string
  accessKeySecret: string
  securityToken: string | null
  region: string
  product: string
  date: string
  method: string
  bucket: string
  key: string
  query: Record<string, string | undefined>
  headers: Record<string, string | undefined>
  additionalHeaders: string[]
  expiresSeconds?: number
}

export const URL_VECTORS: LadderVector[] = urls.map(({ id, input, intermediate, expected }) => ({
  id,
  ...read(input),
  intermediate,
  signature: expected.signature,
}))

export const HEADER_VECTORS: HeaderVector[] = headers.map(({ id, input, intermediate, expected }) => ({
  id,
  ...read(input),
  intermediate,
  signature: expected.signature,
  authorization: expected.authorization,
}))

function read(input: Input): Pick<LadderVector, 'request' | 'keys' | 'scope'> {
  const { accessKeyId, accessKeySecret, securityToken, date, region, product } = input
  const { method, bucket, key, additionalHeaders, expiresSeconds = 0 } = input
  return {
    request: {
      method: method as Presignable['method'],
      bucket,
      key,
      query: withoutGaps(input.query),
      headers: withoutGaps(input.headers),
      additionalHeaders,
      expiresSeconds,
    },
    keys: { accessKeyId, accessKeySecret, securityToken: securityToken ?? undefined },
    scope: { date, region, product },
  }
}

/** TypeScript gives every vector the fields of all of them. */
function withoutGaps(record: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
