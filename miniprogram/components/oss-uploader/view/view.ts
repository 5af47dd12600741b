import type { Locale, UnfinishedUpload } from '../../../uploader/wx/index'
import { kindOf, type UploaderItem } from '../item'
import { formValue, type ValueType } from '../list/form-field'
import { type Accept, type OwnWords, wordsIn } from '../words/words'
import { type AddTile, toAddTile } from './add-tile'
import { announcement } from './announcement'
import type { TileIds } from './tile-ids'
import { type Tile, toTiles } from './tiles'

/** Over the tiles; `''` where there is nothing to say. `calm`: nothing is wrong that will not mend itself. */
export interface Notice {
  text: string
  tone: 'error' | 'calm' | ''
}

export interface Offer {
  text: string
  resume: string
  discard: string
}

export type TemplateWords = Pick<OwnWords, 'comma' | 'remove' | 'retry' | 'resume' | 'earlier' | 'later'>

/** All that is shown. */
export interface View {
  /** In the order of the list. */
  tiles: { id: string; tile: Tile }[]
  add: AddTile
  notice: Notice
  /** What an earlier visit left unfinished; `text` is '' where there is nothing. */
  offer: Offer
  /** Read aloud. */
  announcement: string
  words: TemplateWords
  /** What a form takes. */
  value: string[]
}

export interface ViewState {
  items: readonly UploaderItem[]
  ids: TileIds
  /** Bytes a second; 0 where unknown. */
  speed(uid: string): number
  isPicking: boolean
  unfinished: readonly UnfinishedUpload[]
  /** What the user should be told of the last picking; '' = nothing. */
  notice: string
  locale: Locale
}

export interface ViewProperties {
  accept: Accept
  maxCount: number
  maxSize: number
  disabled: boolean
  readonly: boolean
  deletable: boolean
  useTileSlot: boolean
  valueType: ValueType
  name: string
}

export function toView(state: ViewState, properties: ViewProperties): View {
  const { items, ids, speed, isPicking, unfinished, notice, locale } = state
  const { accept, maxCount, maxSize, disabled, readonly, deletable, useTileSlot, valueType, name } = properties
  const flags = { locale, isFixed: disabled || readonly, isDeletable: deletable, hasSlot: useTileSlot, speed }
  const adding = { locale, accept, maxCount, maxSize, isDisabled: disabled, isReadonly: readonly, isPicking }
  const { comma, remove, retry, resume, earlier, later } = wordsIn(locale)
  return {
    tiles: toTiles(items, flags).map((tile, index) => ({ id: ids.of(items[index]?.uid ?? ''), tile })),
    add: toAddTile(items.length, adding),
    notice: toNotice(items, notice, locale),
    offer: toOffer(disabled || readonly ? [] : unfinished, locale),
    announcement: announcement(items, locale),
    words: { comma, remove, retry, resume, earlier, later },
    // A field without a name is in no form: then nobody reads it.
    value: name ? formValue(items, valueType) : [],
  }
}

function toOffer(unfinished: readonly UnfinishedUpload[], locale: Locale): Offer {
  const [first] = unfinished
  if (!first) return { text: '', resume: '', discard: '' }
  const words = wordsIn(locale)
  const { name = words.kind[kindOf(first.type)], percent } = first
  const text = unfinished.length === 1 ? words.unfinishedOne(name, percent) : words.unfinished(unfinished.length)
  return { text, resume: words.goOn, discard: words.discard }
}

function toNotice(items: readonly UploaderItem[], notice: string, locale: Locale): Notice {
  if (notice) return { text: notice, tone: 'error' }
  const isOffline = items.some(({ status, pausedBy }) => status === 'paused' && pausedBy === 'offline')
  return isOffline ? { text: wordsIn(locale).offline, tone: 'calm' } : { text: '', tone: '' }
}
