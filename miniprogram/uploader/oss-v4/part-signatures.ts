/**
 * Presigned UploadPart requests. Parts of one length that are signed at one time differ only in number and signature.
 * So their canonical request is made once, and each part's number is put into its text.
 * https://help.aliyun.com/en/oss/developer-reference/uploadpart
 */
import { canonicalQuery, canonicalRequest, type Presignable, signedQuery, stringToSign } from './presign'
import type { Primitives } from './primitives'
import { signer } from './signing-key'
import { formatDate, type SigningKeys } from './signing-scope'

export interface PartsToSign {
  bucket: string
  region: string
  key: string
  /** OSS's own id of the upload. */
  uploadId: string
  /** Bytes of each part: OSS then refuses a part of another length. Clients send their Content-Length by themselves. */
  length?: number
  expiresSeconds: number
}

export interface PartSigner {
  /** What all parts have in their query; `partNumber` and `x-oss-signature` are added to it. */
  query: string
  /** To be sent unchanged. */
  headers: Record<string, string>
  /** @param number from 1. */
  sign: (number: number) => string
}

/** `wx.request` would otherwise send a type of its own, `application/json`, which is not what was signed. */
export const ANY_TYPE = { 'content-type': 'application/octet-stream' }

/** @param now ms, by OSS's clock. */
export function partSigner<Digest>(
  parts: PartsToSign,
  keys: SigningKeys,
  now: number,
  primitives: Primitives<Digest>,
): PartSigner {
  const scope = { date: formatDate(now), region: parts.region }
  const request = partRequest(parts)
  const query = signedQuery(request, keys, scope)
  const [before, after] = canonicalRequest(request, { ...query, partNumber: '0' }).split('partNumber=0')
  const sign = signer(keys.accessKeySecret, scope, primitives)
  return {
    query: canonicalQuery(query),
    headers: ANY_TYPE,
    sign: (number) => sign(stringToSign(`${before}partNumber=${number}${after}`, scope, primitives)),
  }
}

const partRequest = ({ uploadId, length, ...parts }: PartsToSign): Presignable => ({
  ...parts,
  method: 'PUT',
  query: { uploadId },
  headers: { ...ANY_TYPE, ...(length !== undefined && { 'content-length': String(length) }) },
  additionalHeaders: ['content-length'],
})
