import type { AbortAnswer } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { Fault } from '../faults/fault'
import { userHash } from '../identity/user-hash'
import { isMultipart, type MultipartUpload, type Upload } from '../oss/upload-token'
import { closeMark } from './close-mark'
import { markOf, type StandingContext, standingOf } from './standing'

/**
 * Removes everything of an upload, unless its file is stored already: that file stays. Idempotent. An empty mark is left to
 * the lifecycle rule, because another instance may be copying or completing at this moment, and what it makes must not be
 * without a mark. The bytes of parts that were aborted no longer count against the user's limit. Those of a form still do,
 * because its ticket stays valid.
 * @throws Fault `cloud-unavailable`, also if parts keep arriving.
 */
export async function abort(
  upload: Upload,
  context: StandingContext & Pick<ServerContext, 'limits' | 'log'>,
): Promise<AbortAnswer> {
  const { bucket, config, limits, verdicts } = context
  let isAborted = false
  if (isMultipart(upload)) isAborted = await abortMultipart(upload, { bucket })
  else await blockForm(upload, context)
  // OSS may be copying or completing the file right now. What that call decides is the answer.
  await verdicts.settled(upload.key)
  // Checked last, because after the abort the answer can no longer change.
  const stored = (await bucket.head(upload.key)) !== undefined
  if (stored && verdicts.isAccepted(upload.key)) await closeMark(upload, context)
  if (isAborted && !stored) await limits.refundBytes(userHash(upload.user, config.secrets.key), upload.size)
  return { stored }
}

/**
 * An empty mark replaces the pending object, so that no call can copy it any more. If one has copied it just now, the
 * file keeps a mark, because nothing else tells that it is not confirmed. A confirmed file must not get one.
 */
async function blockForm(upload: Upload, context: StandingContext): Promise<void> {
  const { standing, mark } = await standingOf(upload, context)
  if (mark && standing?.is !== 'confirmed') {
    await context.bucket.putMark({ key: markOf(upload, context), state: 'open' })
  }
}

const ROUNDS = 3

/**
 * OSS may still accept a part that was in flight during the abort. Then the upload exists again, so it is aborted
 * again. Returns whether this call aborted it.
 */
async function abortMultipart(
  { key, multipart }: MultipartUpload,
  { bucket }: Pick<ServerContext, 'bucket'>,
): Promise<boolean> {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const outcome = await bucket.abort(key, multipart.uploadId)
    if (outcome === 'gone') return round > 1
    if (!(await bucket.listParts(key, multipart.uploadId))) return true
  }
  throw new Fault('cloud-unavailable')
}
