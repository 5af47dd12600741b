import type { ServerContext } from '../context'
import { describeError } from '../faults/describe-error'
import { isMultipart, type Upload } from '../oss/upload-token'
import { markOf } from './standing'

/**
 * Ends the time in which the file counts as not confirmed. The mark of a form is the pending object, so it is removed. The
 * mark of parts stays for the lifecycle rule and says that the file is accepted: an instance that saw nothing stored may
 * still be about to write an open mark, which must not appear beside a confirmed file. A failure is only logged: the
 * lifecycle rule on `pending/` removes what stays.
 */
export function closeMark(
  upload: Upload,
  { bucket, config, log }: Pick<ServerContext, 'bucket' | 'config' | 'log'>,
): Promise<void> {
  const key = markOf(upload, { config })
  const closed = isMultipart(upload) ? bucket.putMark({ key, state: 'accepted' }) : bucket.remove(key)
  return closed.catch((error: unknown) => log.warn({ key, error: describeError(error) }, 'mark not closed'))
}
