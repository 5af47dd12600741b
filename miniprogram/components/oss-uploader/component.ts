import type { Emit } from './events'
import type { Rect } from './gestures/geometry'
import type { Properties } from './properties'
import type { Shown } from './view/view-changes'

/** What is alive in one instance sees of the component that it belongs to. */
export interface Host {
  properties(): Properties
  shown(): Shown
  setData(values: Record<string, unknown>): void
  emit: Emit
  /** Where the tiles stand, in order. */
  measure(then: (rects: Rect[]) => void): void
}

/** What the template has before anything is painted. */
export const BLANK = {
  order: [] as Shown['order'],
  tiles: {} as Shown['tiles'],
  add: { isShown: false, isDisabled: false, isBusy: false, title: '', note: '' } as Shown['add'],
  notice: { text: '', tone: '' } as Shown['notice'],
  offer: { text: '', resume: '', discard: '' } as Shown['offer'],
  announcement: '',
  words: { comma: '', remove: '', retry: '', resume: '', earlier: '', later: '' } as Shown['words'],
  /** Of the tile in the user's hand: its id. */
  lifted: '',
  /** Of each tile that is not where it was, by id: CSS. */
  moves: {} as Record<string, string>,
}
