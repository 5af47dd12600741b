import type { Emit } from './events'
import type { Rect } from './gestures/geometry'
import type { Properties } from './properties'
import type { Shown } from './view/view-changes'

/** What the controller can read from its component and do to it. */
export interface ComponentAccess {
  properties(): Properties
  shown(): Shown
  setData(values: Record<string, unknown>): void
  emit: Emit
  /** Measures where the tiles are, in order. */
  measure(then: (rects: Rect[]) => void): void
}

/** The template's data before anything is painted. */
export const INITIAL_DATA = {
  order: [] as Shown['order'],
  tiles: {} as Shown['tiles'],
  add: { isShown: false, isDisabled: false, isBusy: false, title: '', note: '' } as Shown['add'],
  notice: { text: '', tone: '' } as Shown['notice'],
  offer: { text: '', resume: '', discard: '' } as Shown['offer'],
  announcement: '',
  words: { comma: '', remove: '', retry: '', resume: '', earlier: '', later: '' } as Shown['words'],
  /** The id of the tile that the user drags. */
  dragged: '',
  /** The CSS transforms of the tiles that are not in their places, by id. */
  moves: {} as Record<string, string>,
}
