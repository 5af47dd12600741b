import type { ServerContext } from '../context'
import { describeError } from '../faults/describe-error'
import type { Upload } from '../oss/upload-token'
import { markOf, type StandingContext } from './standing'
import type { RunningCall } from './verdicts'

export interface Discardable {
  upload: Upload
  call: RunningCall
}

type DiscardContext = StandingContext & Pick<ServerContext, 'log'>

/**
 * Removes the file of a refused upload, unless another call has decided about it meanwhile. The mark is left to the
 * lifecycle rule: another instance may be copying at this moment, and its copy must have a mark.
 */
export async function discard(discardable: Discardable, context: DiscardContext): Promise<void> {
  if (await discardPending(discardable, context)) await context.bucket.remove(discardable.upload.key)
}

/**
 * Puts an empty mark over the pending object, so that no other call can copy it any more, and no form can store it again.
 * Nothing happens if another call has decided about the upload: that is only logged. Returns whether this call decides.
 */
export async function discardPending({ upload, call }: Discardable, context: DiscardContext): Promise<boolean> {
  const { bucket, log } = context
  const { key } = upload
  const mark = markOf(upload, context)
  call.leave()
  // A file that was confirmed and then deleted by the app protects nothing that arrives later.
  const isKept = (await call.isAcceptedByOthers()) && (await bucket.head(key))
  // Without the mark, another instance has confirmed the file or has removed it.
  if (isKept || !(await bucket.head(mark))) {
    log.warn({ key }, 'refused after another call had decided: nothing is removed')
    return false
  }
  await bucket.putMark(mark)
  return true
}

/** A failure is only logged: the lifecycle rule on `pending/` removes what stays. */
export const removeMark = (key: string, { bucket, log }: Pick<ServerContext, 'bucket' | 'log'>): Promise<void> =>
  bucket.remove(key).catch((error: unknown) => {
    log.warn({ key, error: describeError(error) }, 'pending object not removed')
  })
