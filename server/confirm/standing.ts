import type { ServerContext } from '../context'
import { isMark, type StoredObject } from '../oss/bucket/bucket'
import { pendingKey } from '../oss/object-key'
import { isMultipart, type Upload } from '../oss/upload-token'

/**
 * How an object at its final key stands to the present call. `made`: this call has put it there. `found`: another call
 * has, and nothing tells that it came to its end. `confirmed`: it was inspected, published and accepted before, so it
 * belongs to the app, and no call may change or remove it.
 */
export interface Standing {
  stored: StoredObject
  is: 'made' | 'found' | 'confirmed'
  /** Whether there is a mark that `closeMark` has to close. */
  hasMark: boolean
}

/** Key of the mark: of a form it is the pending object itself. */
export const markOf = (upload: Upload, { config }: Pick<ServerContext, 'config'>): string =>
  pendingKey(upload.key, config.oss.prefix)

export type StandingContext = Pick<ServerContext, 'bucket' | 'config' | 'verdicts'>

/** Reads the final key and the mark, both at once; the mark of parts once more if there is none beside a file. `undefined`: there is nothing at the final key. */
export async function standingOf(
  upload: Upload,
  context: StandingContext,
): Promise<{ standing: Standing | undefined; mark: StoredObject | undefined }> {
  const { bucket, verdicts } = context
  const markKey = markOf(upload, context)
  const [stored, seen] = await Promise.all([bucket.head(upload.key), bucket.head(markKey)])
  if (!stored) return { standing: undefined, mark: seen }
  // Another instance may have written its mark and completed the parts between the two answers.
  const mark = seen ?? (isMultipart(upload) ? await bucket.head(markKey) : undefined)
  const hasMark = mark !== undefined && !isMark(mark, 'accepted')
  const isOpen = hasMark && !isSentAgain(mark, stored) && !verdicts.isAccepted(upload.key)
  return { standing: { stored, is: isOpen ? 'found' : 'confirmed', hasMark }, mark }
}

/**
 * Whether the bytes of a form came once more after the file was confirmed: late, or because somebody used the ticket
 * again. The policy forbids to overwrite a pending object, so one that is younger than its copy came after the mark was
 * removed. OSS tells the time in whole seconds, and of the same second nothing is certain.
 */
const isSentAgain = (mark: StoredObject, stored: StoredObject): boolean =>
  !isMark(mark, 'open') && mark.modifiedAt > stored.modifiedAt
