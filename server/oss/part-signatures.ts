/**
 * Presigned UploadPart requests. Signed at one instant they differ in number, length and signature only, so the ladder
 * of `presign` is climbed once for each length there is, and every part's number is put into its text.
 * https://help.aliyun.com/en/oss/developer-reference/uploadpart
 */
import type { SignedParts } from '../../miniprogram/uploader/contract'
import type { Credentials } from '../credentials/credentials'
import { canonicalQuery, canonicalRequest, type Presignable, signedQuery, stringToSign } from './presign'
import { formatDate, signature, signingKey } from './signing-scope'

export interface PartsToSign {
  bucket: string
  region: string
  key: string
  /** OSS's. */
  uploadId: string
  /** Number of the first. */
  from: number
  /** Bytes of each part from there on. */
  lengths: readonly number[]
  /** Whether OSS is to refuse a part of another length. Whatever sends one names its length by itself. */
  isLengthSigned: boolean
  expiresSeconds: number
}

/** `wx.request` would else send `application/json`, which nobody signed. */
const HEADERS = { 'content-type': 'application/octet-stream' }

export function signParts(parts: PartsToSign, keys: Credentials, now: number): Omit<SignedParts, 'expiresIn'> {
  const scope = { date: formatDate(now), region: parts.region }
  const query = signedQuery(partRequest(parts, 0), keys, scope)
  const key = signingKey(keys.accessKeySecret, scope)
  const texts = new Map<number, TextOfPart>()
  const textFor = (length: number): TextOfPart => {
    const known = texts.get(length) ?? textOfPart(partRequest(parts, length), query)
    texts.set(length, known)
    return known
  }
  const signatures = parts.lengths.map((length, index) =>
    signature(key, stringToSign(textFor(length)(parts.from + index), scope)),
  )
  return { query: canonicalQuery(query), headers: HEADERS, from: parts.from, signatures }
}

const partRequest = ({ bucket, key, uploadId, isLengthSigned, expiresSeconds }: PartsToSign, length: number) =>
  ({
    method: 'PUT',
    bucket,
    key,
    query: { uploadId },
    headers: { ...HEADERS, 'content-length': String(length) },
    additionalHeaders: isLengthSigned ? ['content-length'] : [],
    expiresSeconds,
  }) satisfies Presignable

/** From a part's number to its canonical request. */
type TextOfPart = (number: number) => string

function textOfPart(request: Presignable, query: Record<string, string>): TextOfPart {
  const [before, after] = canonicalRequest(request, { ...query, partNumber: '0' }).split('partNumber=0')
  return (number) => `${before}partNumber=${number}${after}`
}
