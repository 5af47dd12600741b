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
  /** What the client computed over the bytes it sent. */
  crc64: string | undefined
  visibility: Visibility
}

/**
 * Makes the parts one object at the final key, if they are exactly those of the file, and keeps it if it is what was
 * declared. An object that is there already is looked at all the same: whoever made it of its parts may have failed
 * before that.
 * @throws Fault `parts-missing`, `upload-expired`, `stored-differs`.
 */
export async function completeMultipart(
  { upload, crc64, visibility }: CompletableMultipart,
  backend: ServerContext,
): Promise<StoredObject> {
  const { bucket, metrics } = backend
  const before = await bucket.head(upload.key)
  const isNew = !before && (await completeParts(upload, backend))
  const stored = before ?? (await bucket.head(upload.key))
  if (!stored) throw new Fault('upload-expired')

  const inspected = await inspect(stored, upload, isNew ? crc64 : undefined, backend)
  // Another sum than before: what was confirmed once stays what it is.
  if (!isNew) assertCrc64(inspected, crc64)
  if (visibility === 'public' && (await bucket.publish(upload.key)) === 'gone') throw new Fault('not-stored')
  if (isNew) metrics.stored(upload.route, upload.size)
  return inspected
}

/** Whether there is now an object that was not there before. */
async function completeParts(upload: MultipartUpload, { bucket }: ServerContext): Promise<boolean> {
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

/** What cannot be what was declared is removed, however often it is asked for. */
async function inspect(
  stored: StoredObject,
  upload: MultipartUpload,
  crc64: string | undefined,
  { bucket }: ServerContext,
): Promise<StoredObject> {
  const refuse = async (fact: Fault['params']): Promise<never> => {
    await bucket.remove(upload.key)
    throw new Fault('stored-differs', fact)
  }
  const fact = mismatch(stored, { ...upload, crc64, objectType: 'Multipart' })
  if (fact) return refuse(fact)
  const look = await inspectContent(upload.key, stored, upload.type, bucket)
  if (!look) throw new Fault('not-stored')
  if (look.contradicts) return refuse({ type: look.contradicts, declaredType: upload.type })
  return { ...stored, dimensions: look.dimensions }
}
