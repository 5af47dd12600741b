import type { ServerContext } from '../context'
import { describeError } from '../faults/describe-error'
import { Fault } from '../faults/fault'
import type { StoredPart } from '../oss/bucket/bucket'
import type { MultipartUpload } from '../oss/upload-token'

/**
 * What OSS holds of an upload in parts.
 * @throws Fault `already-exists` when it was completed, `upload-expired` when it was aborted, by somebody or by a rule.
 */
export async function heldParts({ key, multipart }: MultipartUpload, { bucket }: ServerContext): Promise<StoredPart[]> {
  const held = await bucket.listParts(key, multipart.uploadId)
  if (held) return held
  throw new Fault((await bucket.head(key)) ? 'already-exists' : 'upload-expired')
}

/** Best effort: what stays is removed by the lifecycle rule on parts. */
export const abandon = async ({ key, multipart }: MultipartUpload, { bucket, log }: ServerContext): Promise<void> => {
  await bucket.abort(key, multipart.uploadId).catch((error: unknown) => {
    log.warn({ key, error: describeError(error) }, 'upload in parts not aborted')
  })
}
