import { Fault } from '../faults/fault'
import type { Beginning } from '../oss/bucket/bucket'
import { issuedAt, type MultipartUpload } from '../oss/upload-token'
import { judgeParts } from '../tickets/multipart/judge-parts'
import { partCountOf } from '../tickets/sign-parts'
import type { Confirmable, ConfirmContext } from './confirmable'
import { refuse } from './discard'
import { inspectContent, readInspected } from './inspect-content'
import { mismatch } from './mismatch'
import { markOf, type Standing, standingOf } from './standing'

export interface CompletableMultipart extends Confirmable {
  upload: MultipartUpload
}

/**
 * Completes the upload at the final key, if OSS holds exactly the parts of the file, and keeps the object if it matches
 * the declaration. The bytes can only be inspected after that, so a mark is written before: the next call inspects an
 * object whose mark is still there.
 * @throws Fault `parts-missing`, `upload-expired`, `stored-differs`, `content-refused`, `not-stored`.
 */
export async function completeMultipart(parts: CompletableMultipart, context: ConfirmContext): Promise<Standing> {
  const { upload, route } = parts
  const { bucket, metrics } = context
  const { standing: earlier } = await standingOf(upload, context)
  if (!earlier) parts.call.forgetEarlier()
  const standing = earlier ?? (await complete(upload, context))
  const inspected = await inspect(standing, parts, context)
  if (standing.is === 'confirmed') return inspected
  if (route.visibility === 'public' && (await bucket.publish(upload.key)) === 'gone') throw new Fault('not-stored')
  if (standing.is === 'made') metrics.stored(upload.route, upload.size, 'parts', context.now() - issuedAt(upload))
  return inspected
}

interface Completed extends Standing {
  /** What was read of an object while it was described. */
  read?: Beginning
}

/** Makes the object, or finds what another call has made meanwhile. */
async function complete(upload: MultipartUpload, context: ConfirmContext): Promise<Completed> {
  const { bucket } = context
  const mark = markOf(upload, context)
  if (await completeParts(upload, mark, context)) {
    const reading = readInspected(upload.key, upload.size, bucket)
    const [stored, read] = await Promise.all([bucket.head(upload.key), reading])
    if (stored) return { stored, is: 'made', hasMark: true, ...(read && { read }) }
  }
  const { standing } = await standingOf(upload, context)
  if (standing) return standing
  // The mark is left to the lifecycle rule, because another instance may be completing the parts at this moment.
  throw context.verdicts.refusalOf(upload.key) ?? new Fault('upload-expired')
}

/** Whether this call made the object. */
async function completeParts(
  upload: MultipartUpload,
  mark: string,
  { bucket }: Pick<ConfirmContext, 'bucket'>,
): Promise<boolean> {
  const { key, multipart } = upload
  // An accepted mark stays: without it, a file that another instance has confirmed meanwhile would be an open one.
  const open = { key: mark, state: 'open', overwrite: false } as const
  const [held] = await Promise.all([bucket.listParts(key, multipart.uploadId), bucket.putMark(open)])
  if (!held) return false
  const { right, wrong } = judgeParts(held, upload)
  const missing = (): Fault => new Fault('parts-missing', { held: right.length, partCount: partCountOf(upload) })
  if (right.length < partCountOf(upload) || wrong.length > 0) throw missing()
  const outcome = await bucket.complete({ key, uploadId: multipart.uploadId, parts: right })
  if (outcome === 'changed') throw missing()
  return outcome === 'completed'
}

/**
 * Removes an object that this call made and that does not match the declaration. One that another call made stays if it
 * differs: an operator has replaced it, or this call claims a CRC-64 that is not true, and the other one may confirm it.
 */
async function inspect(
  { read, ...standing }: Completed,
  { upload, crc64, call }: CompletableMultipart,
  context: ConfirmContext,
): Promise<Standing> {
  const { stored, is } = standing
  const fact = mismatch(stored, { ...upload, crc64, objectType: 'Multipart' })
  if (fact && is !== 'confirmed') {
    const refusal = new Fault('stored-differs', fact)
    if (is === 'made') return refuse(refusal, { upload, call }, context)
    throw refusal
  }
  const inspection = await inspectContent(upload.key, stored, upload.type, context.bucket, read)
  if (!inspection) throw new Fault('not-stored')
  const { refused, dimensions } = inspection
  if (refused && (is !== 'confirmed' || mayHaveLostItsMark(stored.modifiedAt, context.now()))) {
    const refusal = new Fault('content-refused', { type: refused, declaredType: upload.type })
    if (is !== 'confirmed') return refuse(refusal, { upload, call }, context)
    throw refusal
  }
  return { ...standing, stored: { ...stored, dimensions } }
}

/** The lifecycle rule removes a mark after a day at the earliest. The clocks may differ by an hour. */
const LEAST_LIFE_OF_MARK_MS = 23 * 60 * 60 * 1000

/** Whether a missing mark proves nothing, because the object is as old as the marks that the lifecycle rule removes. */
const mayHaveLostItsMark = (modifiedAt: number, now: number): boolean => now - modifiedAt > LEAST_LIFE_OF_MARK_MS
