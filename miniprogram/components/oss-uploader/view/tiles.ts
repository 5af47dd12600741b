import type { Locale } from '../../../uploader/wx/index'
import { tapOn } from '../gestures/tap'
import type { ItemStatus, UploaderItem } from '../item'
import { bytesInWords, durationInWords } from '../words/figures'
import { type OwnWords, wordsIn } from '../words/words'
import { type FileTone, fileLook } from './file-look'

/** One file as it is shown: the template only puts it in its place. */
export interface Tile {
  kind: UploaderItem['kind']
  status: ItemStatus
  /** Begins what is read aloud: `照片 2`, with the file's own name. */
  title: string
  /** '' where there is none: then badge and tone stand for the file. */
  picture: string
  /** `PDF` */
  badge: string
  tone: FileTone
  /** The user's own name of the file; '' where the picker told none. */
  name: string
  /** `3.2 MB` */
  size: string
  /** Of a video: `0:12` */
  duration: string
  /** Its state in words; of a failed one, the reason. */
  caption: string
  /** Of the bytes, while they go up: 0–100. */
  percent: number
  /** `1.2 MB/s`; '' where unknown. */
  speed: string
  /** All bytes are sent, and the backend has yet to say that they are there. */
  isConfirming: boolean
  canRetry: boolean
  canResume: boolean
  isRemovable: boolean
  /** What a tap does, read aloud. */
  action: string
  /** The name of its slot; '' where the host fills none. */
  slot: string
}

export interface TileFlags {
  locale: Locale
  /** Neither the list nor its uploads may be changed by the user. */
  isFixed: boolean
  isDeletable: boolean
  hasSlot: boolean
  /** Of an upload, bytes a second; 0 where unknown. */
  speed(uid: string): number
}

export const toTiles = (items: readonly UploaderItem[], flags: TileFlags): Tile[] =>
  items.map((item, index) => ({ ...appearance(item, index, flags), ...condition(item, flags), ...offers(item, flags) }))

type Appearance = Pick<Tile, 'kind' | 'title' | 'picture' | 'badge' | 'tone' | 'name' | 'size' | 'duration' | 'slot'>

function appearance(item: UploaderItem, index: number, { locale, hasSlot }: TileFlags): Appearance {
  const words = wordsIn(locale)
  const { kind, name = '', size, duration } = item
  const picture = pictureOf(item)
  return {
    kind,
    title: [`${words.kind[kind]} ${index + 1}`, name].filter(Boolean).join(words.comma),
    picture,
    ...(picture ? { badge: '', tone: '' } : fileLook(item)),
    name,
    size: size ? bytesInWords(size) : '',
    duration: kind === 'video' && duration ? durationInWords(duration) : '',
    slot: hasSlot ? `tile-${item.uid}` : '',
  }
}

type Condition = Pick<Tile, 'status' | 'caption' | 'percent' | 'speed' | 'isConfirming'>

function condition({ uid, status, phase, percent = 0, ...item }: UploaderItem, flags: TileFlags): Condition {
  const isSending = status === 'uploading' && phase !== 'waiting'
  const speed = isSending && phase === 'sending' ? flags.speed(uid) : 0
  return {
    status,
    caption: captionOf({ uid, status, phase, ...item }, wordsIn(flags.locale)),
    percent: isSending || status === 'paused' ? percent : 0,
    speed: speed > 0 ? `${bytesInWords(speed)}/s` : '',
    isConfirming: isSending && phase === 'confirming',
  }
}

type Offers = Pick<Tile, 'canRetry' | 'canResume' | 'isRemovable' | 'action'>

function offers(item: UploaderItem, { locale, isFixed, isDeletable }: TileFlags): Offers {
  const words = wordsIn(locale)
  const tap = tapOn(item, isFixed)
  const isViewable = item.status !== 'failed' && item.kind !== 'file'
  return {
    canRetry: tap === 'retry',
    canResume: tap === 'resume',
    isRemovable: isDeletable && !isFixed && item.deletable !== false,
    action: tap === 'look' ? (isViewable ? words.look : '') : words[tap],
  }
}

/** The local file first: it is there already, and a signed URL may have expired. */
function pictureOf({ kind, thumb, path, url }: UploaderItem): string {
  return thumb || (kind === 'image' ? path || url || '' : '')
}

function captionOf({ status, phase, pausedBy = 'user', message }: UploaderItem, words: OwnWords): string {
  switch (status) {
    case 'uploading':
      return words[phase ?? 'sending']
    case 'paused':
      return words.paused[pausedBy]
    case 'failed':
      return message ?? words.failed
    default:
      return words[status]
  }
}
