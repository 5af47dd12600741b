import type { AbortAnswer } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { Fault } from '../faults/fault'
import { isMultipart, type MultipartUpload, type Upload } from '../oss/upload-token'
import { markOf, type StandingContext } from './standing'

/**
 * Removes everything of an upload, unless its file is stored already: that file stays. Idempotent.
 * @throws Fault `cloud-unavailable`, also if parts keep arriving.
 */
export async function abort(upload: Upload, context: StandingContext): Promise<AbortAnswer> {
  const { bucket, verdicts } = context
  const mark = markOf(upload, context)
  if (isMultipart(upload)) await abortMultipart(upload, { bucket })
  // An empty mark replaces the pending object, so that no call can copy it any more. If one has copied it just now, the
  // file keeps a mark, because nothing else tells that it is not confirmed.
  else if (await bucket.head(mark)) await bucket.putMark(mark)
  // Checked last, because after the abort the answer can no longer change.
  const stored = (await bucket.head(upload.key)) !== undefined
  if (!stored || verdicts.isAccepted(upload.key)) await bucket.remove(mark)
  return { stored }
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
