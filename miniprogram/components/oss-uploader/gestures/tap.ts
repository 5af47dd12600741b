import type { ErrorCode } from '../../../uploader/wx/index'
import type { UploaderItem } from '../item'

/**
 * What a tap on a tile does. `retryNow` skips the wait of an upload that retries by itself. `view` shows the file, where
 * nothing else is to be done.
 */
export type Tap = 'retry' | 'retryNow' | 'resume' | 'view'

/** The same file would fail in the same way again, so the user has to pick another one. */
const FINAL: ReadonlySet<ErrorCode | undefined> = new Set<ErrorCode>([
  'file-empty',
  'file-too-large',
  'file-missing',
  'type-not-accepted',
])

/** @param isFixed the user can change neither the list nor its uploads */
export function tapOn({ status, phase, code, path, pausedBy }: UploaderItem, isFixed: boolean): Tap {
  if (isFixed) return 'view'
  if (status === 'failed' && path && !FINAL.has(code)) return 'retry'
  if (status === 'uploading' && phase === 'retrying') return 'retryNow'
  return status === 'paused' && pausedBy === 'user' ? 'resume' : 'view'
}
