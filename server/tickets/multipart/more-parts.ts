/** The calls in the middle of a multipart upload: more signatures, and resuming after a break. */
import { LIMITS, type ResumeAnswer, type SignedParts } from '../../../miniprogram/uploader/contract'
import type { ServerContext } from '../../context'
import { Fault } from '../../faults/fault'
import type { MultipartUpload } from '../../oss/upload-token'
import { isPartLengthSigned, multipartTicket, partCountOf, type SignContext, type Span, signSpan } from '../sign-parts'
import { firstMissing, type JudgedParts, judgeParts } from './judge-parts'
import { type AbandonContext, abandon, heldParts } from './list-parts'

type MorePartsContext = AbandonContext & SignContext & Pick<ServerContext, 'credentials'>

/**
 * Signs the requested parts. It asks OSS only if part lengths are not signed, because OSS then accepts any length.
 * @throws Fault `bad-request` if the file has no such part; without signed lengths also those of `resumeMultipart`.
 */
export async function signMoreParts(
  upload: MultipartUpload,
  span: Span,
  context: MorePartsContext,
): Promise<SignedParts> {
  const count = partCountOf(upload)
  if (span.from > count) throw new Fault('bad-request', { issues: `from: expected 1 to ${count}, got ${span.from}` })
  if (!isPartLengthSigned(context.config)) {
    await refuseWrong(judgeParts(await heldParts(upload, context), upload), upload, context)
  }
  return signSpan(upload, span, await context.credentials('upload'), context)
}

/**
 * Lists the parts that OSS holds, and signs from the first missing part on.
 * @throws Fault `already-exists`, `upload-expired`; without signed lengths `stored-differs`.
 */
export async function resumeMultipart(
  upload: MultipartUpload,
  token: string,
  context: MorePartsContext,
): Promise<ResumeAnswer> {
  const judged = judgeParts(await heldParts(upload, context), upload)
  if (!isPartLengthSigned(context.config)) await refuseWrong(judged, upload, context)
  const missing = firstMissing(judged.right)
  const isAllThere = missing > partCountOf(upload)
  const span = isAllThere ? { from: missing - 1, count: 0 } : { from: missing, count: LIMITS.signaturesPerCall }
  return {
    ticket: multipartTicket(upload, token, span, await context.credentials('upload'), context),
    parts: judged.right.map(({ number, crc64 }) => ({ number, crc64 })),
  }
}

/** A client that sends parts of another size than declared gets no more signatures. */
async function refuseWrong(
  { wrong: [part] }: JudgedParts,
  upload: MultipartUpload,
  context: AbandonContext,
): Promise<void> {
  if (!part) return
  await abandon(upload, context)
  throw new Fault('stored-differs', { part: part.number, size: part.size })
}
