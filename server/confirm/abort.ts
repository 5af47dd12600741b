import type { AbortAnswer } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { Fault } from '../faults/fault'
import { pendingKey } from '../oss/object-key'
import { isMultipart, type MultipartUpload, type Upload } from '../oss/upload-token'

/**
 * Removes everything of an upload, unless its file is stored already: that file stays. Idempotent.
 * @throws Fault `cloud-unavailable`, also if parts keep arriving.
 */
export async function abort(
  upload: Upload,
  { bucket, config }: Pick<ServerContext, 'bucket' | 'config'>,
): Promise<AbortAnswer> {
  if (isMultipart(upload)) await abortMultipart(upload, { bucket })
  else await bucket.remove(pendingKey(upload.key, config.oss.prefix))
  // Checked last, because after the abort the answer can no longer change.
  return { stored: (await bucket.head(upload.key)) !== undefined }
}

const ROUNDS = 3

/**
 * OSS may still accept a part that was in flight during the abort. Then the upload exists again, so it is aborted
 * again.
 */
async function abortMultipart(
  { key, multipart }: MultipartUpload,
  { bucket }: Pick<ServerContext, 'bucket'>,
): Promise<void> {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const outcome = await bucket.abort(key, multipart.uploadId)
    if (outcome === 'gone' || !(await bucket.listParts(key, multipart.uploadId))) return
  }
  throw new Fault('cloud-unavailable')
}
