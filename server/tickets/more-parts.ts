/** More signatures, and going on after a break: what is asked in the middle of an upload in parts. */
import { LIMITS, type ResumeAnswer, type SignedParts } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { Fault } from '../faults/fault'
import type { MultipartUpload } from '../oss/upload-token'
import { firstMissing, type JudgedParts, judgeParts } from './judge-parts'
import { abandon, heldParts } from './list-parts'
import { isPartLengthSigned, multipartTicket, partCountOf, type Span, signSpan } from './sign-parts'

/**
 * Signs the parts that are asked for. OSS is not asked, unless it does not judge lengths by itself.
 * @throws Fault `bad-request` when the file has no such part; without signed lengths also those of `resume`.
 */
export async function moreParts(upload: MultipartUpload, span: Span, backend: ServerContext): Promise<SignedParts> {
  const count = partCountOf(upload)
  if (span.from > count) throw new Fault('bad-request', { issues: `from: expected 1 to ${count}, got ${span.from}` })
  if (!isPartLengthSigned(backend.config)) {
    await refuseWrong(judgeParts(await heldParts(upload, backend), upload), upload, backend)
  }
  return signSpan(upload, span, await backend.credentials('upload'), backend)
}

/**
 * What OSS holds, and signatures from the first part on that it does not.
 * @throws Fault `already-exists`, `upload-expired`; without signed lengths `stored-differs`.
 */
export async function resume(upload: MultipartUpload, token: string, backend: ServerContext): Promise<ResumeAnswer> {
  const judged = judgeParts(await heldParts(upload, backend), upload)
  if (!isPartLengthSigned(backend.config)) await refuseWrong(judged, upload, backend)
  const missing = firstMissing(judged.right)
  const isAllThere = missing > partCountOf(upload)
  const span = isAllThere ? { from: missing - 1, count: 0 } : { from: missing, count: LIMITS.signaturesPerCall }
  return {
    ticket: multipartTicket(upload, token, span, await backend.credentials('upload'), backend),
    parts: judged.right.map(({ number, crc64 }) => ({ number, crc64 })),
  }
}

/** Whoever sends what was not declared gets nothing more signed. */
async function refuseWrong(
  { wrong: [part] }: JudgedParts,
  upload: MultipartUpload,
  backend: ServerContext,
): Promise<void> {
  if (!part) return
  await abandon(upload, backend)
  throw new Fault('stored-differs', { part: part.number, size: part.size })
}
