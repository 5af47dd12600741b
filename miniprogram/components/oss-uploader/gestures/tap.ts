import type { ErrorCode } from '../../../uploader/wx/index'
import type { UploaderItem } from '../item'

/** What a tap on a tile does: `look` at the file where nothing else is to be done. */
export type Tap = 'retry' | 'resume' | 'look'

/** The same file meets the same fate again: only another file helps. */
const HOPELESS: ReadonlySet<ErrorCode | undefined> = new Set<ErrorCode>([
  'file-empty',
  'file-too-large',
  'file-missing',
  'type-not-accepted',
])

/** @param isFixed neither the list nor its uploads may be changed by the user */
export function tapOn({ status, code, path, pausedBy }: UploaderItem, isFixed: boolean): Tap {
  if (isFixed) return 'look'
  if (status === 'failed' && path && !HOPELESS.has(code)) return 'retry'
  return status === 'paused' && pausedBy === 'user' ? 'resume' : 'look'
}
