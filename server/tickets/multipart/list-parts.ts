import type { ServerContext } from '../../context'
import { describeError } from '../../faults/describe-error'
import { Fault } from '../../faults/fault'
import type { StoredPart } from '../../oss/bucket/bucket'
import type { MultipartUpload } from '../../oss/upload-token'

/**
 * Lists the parts that OSS holds.
 * @throws Fault `already-exists` if the upload was completed, `upload-expired` if it was aborted, by a call or by a
 *   lifecycle rule.
 */
export async function heldParts(
  { key, multipart }: MultipartUpload,
  { bucket }: Pick<ServerContext, 'bucket'>,
): Promise<StoredPart[]> {
  const held = await bucket.listParts(key, multipart.uploadId)
  if (held) return held
  throw new Fault((await bucket.head(key)) ? 'already-exists' : 'upload-expired')
}

export type AbandonContext = Pick<ServerContext, 'bucket' | 'log'>

/** Aborts the upload on OSS. A failure is only logged: the lifecycle rule on parts removes what stays. */
export async function abandon({ key, multipart }: MultipartUpload, { bucket, log }: AbandonContext): Promise<void> {
  await bucket.abort(key, multipart.uploadId).catch((error: unknown) => {
    log.warn({ key, error: describeError(error) }, 'multipart upload not aborted')
  })
}
