import { LIMITS, type MultipartTicket, type SignedParts } from '../../miniprogram/uploader/contract'
import { objectUrl } from '../../miniprogram/uploader/oss-v4/encoding'
import { partSigner } from '../../miniprogram/uploader/oss-v4/part-signatures'
import type { Config } from '../config/config'
import type { ServerContext } from '../context'
import { type Credentials, lifeWithin } from '../credentials/credentials'
import { partCount, partLength } from '../oss/part-layout'
import { nodePrimitives } from '../oss/signing/node-primitives'
import type { MultipartUpload } from '../oss/upload-token'

/** Parts in a row. */
export interface Span {
  /** Number of the first. */
  from: number
  /** At most; there may be fewer, by the file's end and by what is signed at a time. */
  count: number
}

/** Mostly less, since it ends a minute before its session does. */
const LIFE_SECONDS = 60 * 60

/** Where OSS does not judge lengths: each may become 5 GB before we see it. */
const UNJUDGED_AT_A_TIME = 16

export const isPartLengthSigned = ({ partLengthSigned = true }: Config): boolean => partLengthSigned

export const partCountOf = ({ size, multipart }: MultipartUpload): number =>
  partCount({ size, partSize: multipart.partSize })

export const multipartTicket = (
  upload: MultipartUpload,
  token: string,
  span: Span,
  credentials: Credentials,
  backend: ServerContext,
): MultipartTicket => ({
  kind: 'multipart',
  upload: token,
  url: objectUrl(backend.config.oss.domain, upload.key),
  partSize: upload.multipart.partSize,
  partCount: partCountOf(upload),
  ...signSpan(upload, span, credentials, backend),
})

export function signSpan(
  { key, size, multipart }: MultipartUpload,
  { from, count }: Span,
  credentials: Credentials,
  { config, now }: ServerContext,
): SignedParts {
  const { partSize, uploadId } = multipart
  const isLengthSigned = isPartLengthSigned(config)
  const at = now()
  const expiresIn = lifeWithin(credentials, LIFE_SECONDS, at)
  const { bucket, region } = config.oss
  const parts = { bucket, region, key, uploadId, expiresSeconds: expiresIn }
  const signerOf = (length: number) =>
    partSigner({ ...parts, ...(isLengthSigned && { length }) }, credentials, at, nodePrimitives)

  const last = partCount({ size, partSize })
  const whole = signerOf(partSize)
  const rest = signerOf(partLength({ size, partSize }, last))
  const most = Math.min(count, isLengthSigned ? LIMITS.signaturesPerCall : UNJUDGED_AT_A_TIME)
  const signatures = Array.from({ length: Math.min(most, last - from + 1) }, (_, index) => {
    const { sign } = from + index < last ? whole : rest
    return sign(from + index)
  })
  return { query: whole.query, headers: whole.headers, from, signatures, expiresIn }
}
