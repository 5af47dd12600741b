import type { ErrorCode } from '../../miniprogram/uploader/error-codes'
import type { ServerContext } from '../context'
import type { Visibility } from '../define-routes/route-options'
import { Fault } from '../faults/fault'
import type { StoredObject } from '../oss/bucket/bucket'
import type { MultipartUpload } from '../oss/upload-token'
import { judgeParts } from '../tickets/judge-parts'
import { partCountOf } from '../tickets/sign-parts'
import { assertCrc64 } from './assert-crc64'
import { inspectContent } from './inspect-content'
import { mismatch } from './mismatch'

export interface CompletableMultipart {
  upload: MultipartUpload
  /** CRC-64 that the client computed over the bytes it sent. */
  crc64: string | undefined
  visibility: Visibility
}

/**
 * Completes the upload at the final key, if OSS holds exactly the parts of the file, and keeps the object if it matches
 * the declaration. An object that exists already is inspected as well, because an earlier call may have failed between
 * completing and inspecting it.
 * @throws Fault `parts-missing`, `upload-expired`, `stored-differs`, `content-refused`.
 */
export async function completeMultipart(
  { upload, crc64, visibility }: CompletableMultipart,
  { bucket, metrics }: Pick<ServerContext, 'bucket' | 'metrics'>,
): Promise<StoredObject> {
  const before = await bucket.head(upload.key)
  const isNew = !before && (await completeParts(upload, { bucket }))
  const stored = before ?? (await bucket.head(upload.key))
  if (!stored) throw new Fault('upload-expired')

  const inspected = await inspect(stored, upload, isNew ? crc64 : undefined, { bucket })
  // An object that was confirmed before stays, even if this call brings another CRC-64.
  if (!isNew) assertCrc64(inspected, crc64)
  if (visibility === 'public' && (await bucket.publish(upload.key)) === 'gone') throw new Fault('not-stored')
  if (isNew) metrics.stored(upload.route, upload.size)
  return inspected
}

/** Whether this call made the object. */
async function completeParts(upload: MultipartUpload, { bucket }: Pick<ServerContext, 'bucket'>): Promise<boolean> {
  const { key, multipart } = upload
  const held = await bucket.listParts(key, multipart.uploadId)
  if (!held) return false
  const { right, wrong } = judgeParts(held, upload)
  const missing = (): Fault => new Fault('parts-missing', { held: right.length, partCount: partCountOf(upload) })
  if (right.length < partCountOf(upload) || wrong.length > 0) throw missing()
  const outcome = await bucket.complete({ key, uploadId: multipart.uploadId, parts: right })
  if (outcome === 'changed') throw missing()
  return outcome === 'completed'
}

/** Removes an object that does not match the declaration, however often it is confirmed. */
async function inspect(
  stored: StoredObject,
  upload: MultipartUpload,
  crc64: string | undefined,
  { bucket }: Pick<ServerContext, 'bucket'>,
): Promise<StoredObject> {
  const refuse = async (code: ErrorCode, fact: Fault['params']): Promise<never> => {
    await bucket.remove(upload.key)
    throw new Fault(code, fact)
  }
  const fact = mismatch(stored, { ...upload, crc64, objectType: 'Multipart' })
  if (fact) return refuse('stored-differs', fact)
  const inspection = await inspectContent(upload.key, stored, upload.type, bucket)
  if (!inspection) throw new Fault('not-stored')
  const { refused, dimensions } = inspection
  if (refused) return refuse('content-refused', { type: refused, declaredType: upload.type })
  return { ...stored, dimensions }
}
