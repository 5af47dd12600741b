import type { Locale, UnfinishedUpload } from '../../../uploader/wx/index'
import type { UploaderItem } from '../item'
import { formValue } from '../list/form-value'
import { kindOf } from '../list/kind-of'
import { isFixed as isFixedBy, type Properties } from '../properties'
import type { ComponentWords } from '../words/words'
import { wordsIn } from '../words/words-in'
import { type AddTile, toAddTile } from './add-tile'
import { announcement } from './announcement'
import type { TileIds } from './tile-ids'
import { type Tile, toTiles } from './tiles'

/**
 * A notice below the tiles; `''` if there is none. `calm`: the user need not do anything. `waiting`: the same, and its
 * text changes every second.
 */
export interface Notice {
  text: string
  tone: 'error' | 'calm' | 'waiting' | ''
}

export interface Offer {
  text: string
  resume: string
  discard: string
}

export type TemplateWords = Pick<
  ComponentWords,
  'comma' | 'remove' | 'retry' | 'retryNow' | 'resume' | 'earlier' | 'later'
>

/** Everything that is shown. */
export interface View {
  /** In the order of the list. */
  tiles: { id: string; tile: Tile }[]
  add: AddTile
  notice: Notice
  /** The offer to resume unfinished uploads; `text` is '' if there are none. */
  offer: Offer
  /** Read aloud. */
  announcement: string
  words: TemplateWords
}

export interface ViewState {
  items: readonly UploaderItem[]
  ids: TileIds
  /** Bytes a second; 0 if unknown. */
  speed(uid: string): number
  /** Whether this path or URL was found not to show a picture. */
  isBroken(picture: string): boolean
  isPicking: boolean
  unfinished: readonly UnfinishedUpload[]
  /** What the user should be told about the last picking, or ''. */
  notice: string
  locale: Locale
  /** ms since 1970 by this device's clock. */
  now: number
}

type ViewProperties = Pick<
  Properties,
  'accept' | 'maxCount' | 'maxSize' | 'disabled' | 'readonly' | 'deletable' | 'useTileSlot'
>

export function toView(state: ViewState, properties: ViewProperties): View {
  const { items, ids, speed, isBroken, isPicking, unfinished, notice, locale, now } = state
  const { accept, maxCount, maxSize, disabled, readonly, deletable, useTileSlot } = properties
  const isFixed = isFixedBy(properties)
  const flags = { locale, isFixed, isDeletable: deletable, hasSlot: useTileSlot, speed, isBroken }
  const adding = { locale, accept, maxCount, maxSize, isDisabled: disabled, isReadonly: readonly, isPicking }
  const { comma, remove, retry, retryNow, resume, earlier, later } = wordsIn(locale)
  return {
    tiles: toTiles(items, flags).map((tile, index) => ({ id: ids.of(items[index]?.uid ?? ''), tile })),
    add: toAddTile(items.length, adding),
    notice: toNotice(items, notice, locale, now),
    offer: toOffer(isFixed ? [] : unfinished, locale),
    announcement: announcement(items, locale),
    words: { comma, remove, retry, retryNow, resume, earlier, later },
  }
}

/** A form ignores a field that has no name, so its value need not be painted. */
export const fieldValue = (
  items: readonly UploaderItem[],
  { name, valueType }: Pick<Properties, 'name' | 'valueType'>,
): string[] => (name ? formValue(items, valueType) : [])

function toOffer(unfinished: readonly UnfinishedUpload[], locale: Locale): Offer {
  const [first] = unfinished
  if (!first) return { text: '', resume: '', discard: '' }
  const words = wordsIn(locale)
  const { name = words.kind[kindOf({ type: first.type })], percent } = first
  const text = unfinished.length === 1 ? words.unfinishedOne(name, percent) : words.unfinished(unfinished.length)
  return { text, resume: words.resume, discard: words.discard }
}

function toNotice(items: readonly UploaderItem[], notice: string, locale: Locale, now: number): Notice {
  if (notice) return { text: notice, tone: 'error' }
  const words = wordsIn(locale)
  const isOffline = items.some(({ status, pausedBy }) => status === 'paused' && pausedBy === 'offline')
  if (isOffline) return { text: words.offline, tone: 'calm' }
  // The countdown stands here once, and not on each tile: a list of photos that all wait would be painted every second.
  const soonest = Math.min(...items.map(({ retryAt }) => retryAt ?? Number.POSITIVE_INFINITY))
  if (!Number.isFinite(soonest)) return { text: '', tone: '' }
  return { text: words.retryingIn(Math.max(1, Math.ceil((soonest - now) / 1000))), tone: 'waiting' }
}
