import type { ErrorCode } from '../../miniprogram/uploader/error-codes'
import { contentTypeOf } from '../content/charset-of-text'
import { Fault } from '../faults/fault'
import { type Beginning, isMark, type StoredObject } from '../oss/bucket/bucket'
import { issuedAt } from '../oss/upload-token'
import { objectSettings } from '../tickets/object-settings'
import type { Confirmable, ConfirmContext } from './confirmable'
import { discardPending } from './discard'
import { inspectContent, readInspected } from './inspect-content'
import { mismatch } from './mismatch'
import { markOf, type Standing, standingOf } from './standing'

/**
 * Copies the pending object of a form to its final key, if it matches the declaration; otherwise empties it. What lies
 * at the final key was therefore inspected. A confirmed file never changes: in a bucket with versioning a second copy
 * would replace it.
 * @throws Fault `stored-differs`, `content-refused`, `not-stored`.
 */
export async function promote(confirmable: Confirmable, context: ConfirmContext): Promise<Standing> {
  const { upload } = confirmable
  // What is read does not matter if the file is there already, and then a failure does not matter either.
  const reading = readInspected(markOf(upload, context), upload.size, context.bucket).catch((error: Error) => error)
  const [{ standing, mark }, read] = await Promise.all([standingOf(upload, context), reading])
  if (standing) return standing
  confirmable.call.forgetEarlier()
  // Between the two HEADs another call may have promoted the object and removed the mark.
  if (!mark || isMark(mark, 'open')) return promotedMeanwhile(upload, context)
  if (read instanceof Error) throw read
  return promoteArrived({ arrived: mark, read }, confirmable, context)
}

/** The pending object, and what was read of it at the same time. */
interface Arrival {
  arrived: StoredObject
  read: Beginning | undefined
}

async function promoteArrived(
  { arrived, read }: Arrival,
  { upload, crc64, input, route, call }: Confirmable,
  context: ConfirmContext,
): Promise<Standing> {
  const { bucket, metrics } = context
  const from = markOf(upload, context)
  const refuse = async (code: ErrorCode, fact: Fault['params']): Promise<never> => {
    const refusal = new Fault(code, fact)
    if (await discardPending({ upload, call }, context)) call.refuse(refusal)
    throw refusal
  }
  const settings = objectSettings(upload, input, route)
  const fact = mismatch(arrived, { ...upload, crc64, objectType: 'Normal' })
  if (fact) return refuse('stored-differs', fact)

  const inspection = await inspectContent(from, arrived, upload.type, bucket, read)
  if (!inspection) return promotedMeanwhile(upload, context)
  const { refused, charset, dimensions } = inspection
  if (refused) return refuse('content-refused', { type: refused, declaredType: upload.type })

  const contentType = contentTypeOf(upload.type, charset)
  const target = { to: upload.key, ...settings, contentType, dimensions }
  const outcome = await bucket.promote({ from, ifMatch: arrived.etag, ...target })
  if (outcome !== 'copied') return promotedMeanwhile(upload, context)
  metrics.stored(upload.route, upload.size, 'form', context.now() - issuedAt(upload))
  return { stored: { ...arrived, dimensions }, is: 'made', hasMark: true }
}

/** Another call promoted the object first, so the object at the final key counts. */
async function promotedMeanwhile(...[upload, context]: Parameters<typeof standingOf>): Promise<Standing> {
  const { standing } = await standingOf(upload, context)
  if (!standing) throw context.verdicts.refusalOf(upload.key) ?? new Fault('not-stored')
  return standing
}
