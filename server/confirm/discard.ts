import type { ServerContext } from '../context'
import type { Fault } from '../faults/fault'
import { isMark } from '../oss/bucket/bucket'
import { isMultipart, type Upload } from '../oss/upload-token'
import { markOf, type StandingContext } from './standing'
import type { RunningCall } from './verdicts'

export interface Discardable {
  upload: Upload
  call: RunningCall
}

type DiscardContext = StandingContext & Pick<ServerContext, 'log'>

/**
 * Refuses the upload: discards it, and remembers why, because the answer may be lost. Then the next call gets the same.
 * @throws Fault always: the given one
 */
export async function refuse(fault: Fault, discardable: Discardable, context: DiscardContext): Promise<never> {
  if (await discard(discardable, context)) discardable.call.refuse(fault)
  throw fault
}

/**
 * Removes the file of a refused upload, unless another call has decided about it meanwhile. The mark is left to the
 * lifecycle rule: another instance may be copying at this moment, and its copy must have a mark. Returns whether this call
 * decides.
 */
async function discard(discardable: Discardable, context: DiscardContext): Promise<boolean> {
  const decides = await discardPending(discardable, context)
  if (decides) await context.bucket.remove(discardable.upload.key)
  return decides
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
  const found = isKept ? undefined : await bucket.head(mark)
  // Without an open mark, another instance has confirmed the file or has removed it.
  if (!found || isMark(found, 'accepted')) {
    log.warn({ key }, 'refused after another call had decided: nothing is removed')
    return false
  }
  // The mark of parts is empty already, and must not replace one that says that the file was accepted just now.
  if (!isMultipart(upload)) await bucket.putMark({ key: mark, state: 'open' })
  return true
}
