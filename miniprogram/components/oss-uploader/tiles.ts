import type { ErrorCode, Locale } from '../../uploader/wx/index'
import type { ItemStatus, UploaderItem } from './item'
import { type Accept, type OwnWords, wordsIn } from './words'

/** One square of the component, ready to be shown: the template decides nothing. */
export interface Tile {
  uid: string
  kind: UploaderItem['kind']
  status: ItemStatus
  /** '' where there is none: then `badge` and `name` stand for the file. */
  picture: string
  /** `PDF` */
  badge: string
  name: string
  /** 0–100 */
  percent: number
  /** What is written on it; '' when the picture says it all. */
  caption: string
  isBusy: boolean
  /** Read aloud. */
  label: string
  /** '' where there is nothing to retry. */
  retry: string
  /** Read aloud; '' where it cannot be removed. */
  removeLabel: string
}

export interface TileFlags {
  locale: Locale
  /** Neither the list nor its uploads may be changed by the user. */
  isFixed: boolean
  isDeletable: boolean
}

export interface AddTile {
  isShown: boolean
  isDisabled: boolean
  title: string
  note: string
}

export interface AddFlags {
  locale: Locale
  accept: Accept
  maxCount: number
  isDisabled: boolean
  isReadonly: boolean
}

/** The same file meets the same fate again: only another file helps. */
const HOPELESS: ReadonlySet<ErrorCode | undefined> = new Set<ErrorCode>([
  'file-empty',
  'file-too-large',
  'file-missing',
  'type-not-accepted',
])

export const canRetry = ({ status, code, path }: UploaderItem): boolean =>
  status === 'failed' && Boolean(path) && !HOPELESS.has(code)

export function toTiles(items: UploaderItem[], flags: TileFlags): Tile[] {
  const words = wordsIn(flags.locale)
  return items.map((item, index) => {
    const caption = captionOf(item, words)
    const title = `${words.kind[item.kind]} ${index + 1}`
    const retry = canRetry(item) && !flags.isFixed ? words.retry : ''
    return {
      uid: item.uid,
      kind: item.kind,
      status: item.status,
      picture: pictureOf(item),
      badge: extensionOf(item),
      name: item.name ?? words.kind[item.kind],
      percent: item.percent ?? (item.status === 'done' ? 100 : 0),
      caption,
      isBusy: item.status === 'uploading',
      label: spoken([title, item.name, stateWord(item, words), caption, actionOf(item, retry, words)], words),
      retry,
      removeLabel: flags.isDeletable && !flags.isFixed ? `${words.remove} ${title}` : '',
    }
  })
}

/** The tile that opens the picker; gone when the list is full. */
export function toAddTile(count: number, { locale, accept, maxCount, isDisabled, isReadonly }: AddFlags): AddTile {
  const words = wordsIn(locale)
  return {
    isShown: !isReadonly && count < maxCount,
    isDisabled,
    title: words.add[accept],
    note: count === 0 ? words.limit(maxCount) : `${count}/${maxCount}`,
  }
}

/** The local file first: it is there already, and a signed URL may have expired. */
function pictureOf({ kind, thumb, path, url }: UploaderItem): string {
  return thumb || (kind === 'image' ? path || url || '' : '')
}

function extensionOf({ name, path, url }: UploaderItem): string {
  const source = name || path || url || ''
  return (/\.([A-Za-z0-9]{1,5})(?:[?#]|$)/.exec(source)?.[1] ?? '').toUpperCase()
}

function captionOf({ status, percent = 0, message }: UploaderItem, words: OwnWords): string {
  switch (status) {
    case 'ready':
      return words.ready
    case 'uploading':
      return percent > 0 ? `${percent}%` : words.waiting
    case 'paused':
      return message ?? words.paused.user
    case 'failed':
      return message ?? words.failed
    default:
      return ''
  }
}

const stateWord = ({ status }: UploaderItem, words: OwnWords): string =>
  words[status === 'paused' ? 'uploading' : status]

/** Nothing twice: of a file that waits, state and caption are one word. */
const spoken = (parts: (string | undefined)[], words: OwnWords): string =>
  parts.filter((part, index) => part && parts.indexOf(part) === index).join(words.comma)

function actionOf({ kind, status }: UploaderItem, retry: string, words: OwnWords): string {
  if (retry) return retry
  return status !== 'failed' && kind !== 'file' ? words.preview : ''
}
