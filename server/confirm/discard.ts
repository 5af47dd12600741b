import type { ServerContext } from '../context'
import { describeError } from '../faults/describe-error'
import type { Upload } from '../oss/upload-token'
import { markOf, type StandingContext } from './standing'
import type { RunningCall } from './verdicts'

export interface Discardable {
  upload: Upload
  call: RunningCall
  /** Whether this call has put the object at the final key. */
  isMade: boolean
}

/**
 * Removes everything of a refused upload, unless another call has confirmed it meanwhile. First an empty mark replaces
 * the pending object, so that no other call can copy it any more. The mark goes last: if this call dies in between,
 * the next call sees that the file is not confirmed.
 */
export async function discard({ upload, call, isMade }: Discardable, context: StandingContext): Promise<void> {
  const { bucket } = context
  const mark = markOf(upload, context)
  call.leave()
  // A file that was confirmed and then deleted by the app protects nothing that arrives later.
  if ((await call.isAcceptedByOthers()) && (await bucket.head(upload.key))) return
  // Without the mark, another instance has confirmed the file or has removed it.
  if (!isMade && !(await bucket.head(mark))) return
  await bucket.putMark(mark)
  await bucket.remove(upload.key)
  await bucket.remove(mark)
}

/** A failure is only logged: the lifecycle rule on `pending/` removes what stays. */
export const removeMark = (key: string, { bucket, log }: Pick<ServerContext, 'bucket' | 'log'>): Promise<void> =>
  bucket.remove(key).catch((error: unknown) => {
    log.warn({ key, error: describeError(error) }, 'pending object not removed')
  })
