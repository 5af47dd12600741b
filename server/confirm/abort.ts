import type { AbortAnswer } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { Fault } from '../faults/fault'
import { pendingKey } from '../oss/object-key'
import { isMultipart, type MultipartUpload, type Upload } from '../oss/upload-token'

/**
 * Leaves nothing of an upload, unless it is stored already: that stays. Idempotent.
 * @throws Fault `cloud-unavailable`, also when parts keep arriving.
 */
export async function abort(upload: Upload, backend: ServerContext): Promise<AbortAnswer> {
  const { bucket, config } = backend
  if (isMultipart(upload)) await abortParts(upload, backend)
  else await bucket.remove(pendingKey(upload.key, config.oss.prefix))
  // Looked at afterwards: now that nothing more can come of it, this is how it ends.
  return { stored: (await bucket.head(upload.key)) !== undefined }
}

const ROUNDS = 3

/** A part in flight may arrive after the upload was aborted, and is then aborted too. */
async function abortParts({ key, multipart }: MultipartUpload, { bucket }: ServerContext): Promise<void> {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const outcome = await bucket.abort(key, multipart.uploadId)
    if (outcome === 'gone' || !(await bucket.listParts(key, multipart.uploadId))) return
  }
  throw new Fault('cloud-unavailable')
}
