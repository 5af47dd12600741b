import { LIMITS, type MultipartTicket, type SignedParts } from '../../miniprogram/uploader/contract'
import { objectUrl } from '../../miniprogram/uploader/oss-v4/encoding'
import { partSigner } from '../../miniprogram/uploader/oss-v4/part-signatures'
import type { Config } from '../config/config'
import type { ServerContext } from '../context'
import { type Credentials, lifeWithin } from '../credentials/credentials'
import { partCount, partLength } from '../oss/part-layout'
import { nodePrimitives } from '../oss/signing/node-primitives'
import type { MultipartUpload } from '../oss/upload-token'

/** Consecutive parts. */
export interface Span {
  /** Number of the first part, from 1. */
  from: number
  /** The largest number of parts. Fewer are signed at the file's end, and beyond what one answer may hold. */
  count: number
}

/** The real life is mostly shorter, because a signature expires one minute before its session. */
const LIFE_SECONDS = 60 * 60

/** Without signed lengths OSS accepts up to 5 GB for each part before the backend sees it. */
const UNSIGNED_LENGTHS_PER_CALL = 16

export const isPartLengthSigned = ({ partLengthSigned = true }: Config): boolean => partLengthSigned

export const partCountOf = ({ size, multipart }: MultipartUpload): number =>
  partCount({ size, partSize: multipart.partSize })

export type SignContext = Pick<ServerContext, 'config' | 'now'>

export const multipartTicket = (
  upload: MultipartUpload,
  token: string,
  span: Span,
  credentials: Credentials,
  context: SignContext,
): MultipartTicket => ({
  kind: 'multipart',
  upload: token,
  url: objectUrl(context.config.oss.domain, upload.key),
  partSize: upload.multipart.partSize,
  partCount: partCountOf(upload),
  ...signSpan(upload, span, credentials, context),
})

export function signSpan(
  { key, size, multipart }: MultipartUpload,
  { from, count }: Span,
  credentials: Credentials,
  { config, now }: SignContext,
): SignedParts {
  const { partSize, uploadId } = multipart
  const isLengthSigned = isPartLengthSigned(config)
  const signedAt = now()
  const expiresIn = lifeWithin(credentials, LIFE_SECONDS, signedAt)
  const { bucket, region } = config.oss
  const parts = { bucket, region, key, uploadId, expiresSeconds: expiresIn }
  const signerOf = (length: number) =>
    partSigner({ ...parts, ...(isLengthSigned && { length }) }, credentials, signedAt, nodePrimitives)

  const last = partCount({ size, partSize })
  const whole = signerOf(partSize)
  const rest = signerOf(partLength({ size, partSize }, last))
  const most = Math.min(count, isLengthSigned ? LIMITS.signaturesPerCall : UNSIGNED_LENGTHS_PER_CALL)
  const signatures = Array.from({ length: Math.min(most, last - from + 1) }, (_, index) => {
    const { sign } = from + index < last ? whole : rest
    return sign(from + index)
  })
  return { query: whole.query, headers: whole.headers, from, signatures, expiresIn }
}
