import type { Locale } from '../../uploader/wx/index'
import { type AddTile, toAddTile } from './add-tile'
import { announcement } from './announcement'
import { formValue, type ValueType } from './form-value'
import type { UploaderItem } from './item'
import type { TileIds } from './tile-ids'
import { type Tile, toTiles } from './tiles'
import { type Accept, type OwnWords, wordsIn } from './words'

/** Over the tiles; `''` where there is nothing to say. `calm`: nothing is wrong that will not mend itself. */
export interface Notice {
  text: string
  tone: 'error' | 'calm' | ''
}

export type TemplateWords = Pick<OwnWords, 'comma' | 'remove' | 'retry' | 'resume' | 'earlier' | 'later'>

/** All that is shown. */
export interface View {
  /** In the order of the list. */
  tiles: { id: string; tile: Tile }[]
  add: AddTile
  notice: Notice
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

export function toView({ items, ids, speed, isPicking, notice, locale }: ViewState, properties: ViewProperties): View {
  const { accept, maxCount, maxSize, disabled, readonly, deletable, useTileSlot, valueType, name } = properties
  const flags = { locale, isFixed: disabled || readonly, isDeletable: deletable, hasSlot: useTileSlot, speed }
  const adding = { locale, accept, maxCount, maxSize, isDisabled: disabled, isReadonly: readonly, isPicking }
  const { comma, remove, retry, resume, earlier, later } = wordsIn(locale)
  return {
    tiles: toTiles(items, flags).map((tile, index) => ({ id: ids.of(items[index]?.uid ?? ''), tile })),
    add: toAddTile(items.length, adding),
    notice: toNotice(items, notice, locale),
    announcement: announcement(items, locale),
    words: { comma, remove, retry, resume, earlier, later },
    // A field without a name is in no form: then nobody reads it.
    value: name ? formValue(items, valueType) : [],
  }
}

function toNotice(items: readonly UploaderItem[], notice: string, locale: Locale): Notice {
  if (notice) return { text: notice, tone: 'error' }
  const isOffline = items.some(({ status, pausedBy }) => status === 'paused' && pausedBy === 'offline')
  return isOffline ? { text: wordsIn(locale).offline, tone: 'calm' } : { text: '', tone: '' }
}
