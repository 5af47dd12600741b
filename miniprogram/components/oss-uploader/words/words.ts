import type { PickedFile } from '../../../uploader/wx/index'
import type { PausedBy } from '../item'
import type { Accept } from '../properties'

/** The component's own words. Those for failures come from the uploader. */
export interface ComponentWords {
  /** On the tile that adds files. */
  add: Record<Accept, string>
  /** While the picker is open, and on the tiles whose files are prepared. */
  preparing: string
  /** Below, while the list is empty. */
  limit(maxCount: number): string
  limitSize(maxSize: string): string
  /** In an empty list that is only shown. */
  empty: string
  kind: Record<PickedFile['kind'] | 'sound', string>
  /** From here on: the state of an item. */
  ready: string
  waiting: string
  sending: string
  confirming: string
  /** On a tile that waits to retry after a temporary failure. */
  retrying: string
  paused: Record<PausedBy, string>
  done: string
  failed: string
  /** From here on: what a tap or a button does. */
  view: string
  retry: string
  retryNow: string
  resume: string
  remove: string
  earlier: string
  later: string
  /** In the offer to resume, over the tiles. */
  unfinishedOne(name: string, percent: number): string
  unfinished(count: number): string
  discard: string
  exceed(maxCount: number): string
  /** Below the tiles while uploads wait to retry. */
  retryingIn(seconds: number): string
  /** Over the tiles while the phone is offline. */
  offline: string
  /** Read aloud while files are uploaded, and when all of them have ended. */
  progress(ended: number, count: number, percent: number): string
  ended(done: number, failed: number): string
  /** Between the parts of a label that is read aloud. */
  comma: string
}
