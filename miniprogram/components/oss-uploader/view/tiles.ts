import type { Locale } from '../../../uploader/wx/index'
import { isViewable } from '../gestures/preview'
import { tapOn } from '../gestures/tap'
import type { ItemStatus, UploaderItem } from '../item'
import { formatBytes, formatDuration } from '../words/figures'
import type { ComponentWords } from '../words/words'
import { wordsIn } from '../words/words-in'
import { type FileLook, lookOf } from './file-look'

/** One file as it is shown. The template only places these values. */
export interface Tile {
  kind: FileLook['kind']
  status: ItemStatus
  /** The beginning of what is read aloud: `照片 2`, followed by the file's own name. */
  title: string
  /** '' if there is none: then a file has a sheet of paper, with its badge, in its tone. */
  picture: string
  badge: string
  tone: string
  /** The file's own name; '' if the picker gave none. */
  name: string
  /** `3.2 MB` */
  size: string
  /** Length of a video or a sound: `0:12` */
  duration: string
  /** The state in words, or the reason for a failure. */
  caption: string
  /** The share of the bytes that is sent, 0–100; 0 unless the upload is under way. */
  percent: number
  /** `1.2 MB/s`; '' if unknown. */
  speed: string
  /** All bytes are sent, and the backend checks that they are stored. */
  isConfirming: boolean
  /** It waits after a temporary failure, and retries by itself. */
  isRetrying: boolean
  canRetry: boolean
  canResume: boolean
  canRetryNow: boolean
  isRemovable: boolean
  /** What a tap does, read aloud. */
  action: string
  /** The name of its slot; '' if the host uses none. */
  slot: string
}

export interface TileFlags {
  locale: Locale
  /** The user can change neither the list nor its uploads. */
  isFixed: boolean
  isDeletable: boolean
  hasSlot: boolean
  /** The speed of an upload, bytes a second; 0 if unknown. */
  speed(uid: string): number
  /** Whether this path or URL was found not to show a picture. */
  isBroken(picture: string): boolean
}

export const toTiles = (items: readonly UploaderItem[], flags: TileFlags): Tile[] =>
  items.map((item, index) => ({ ...appearance(item, index, flags), ...condition(item, flags), ...offers(item, flags) }))

type Appearance = Pick<Tile, 'kind' | 'title' | 'picture' | 'badge' | 'tone' | 'name' | 'size' | 'duration' | 'slot'>

function appearance(item: UploaderItem, index: number, { locale, hasSlot, isBroken }: TileFlags): Appearance {
  const words = wordsIn(locale)
  const { kind, name = '', size, duration } = item
  const look = lookOf(item)
  const picture = picturesOf(item, look).find((source) => source && !isBroken(source)) ?? ''
  const isSheet = !picture && (look.kind === 'file' || kind === 'image')
  const word = words.kind[look.tone === 'sound' ? 'sound' : kind]
  return {
    kind: isSheet ? 'file' : look.kind,
    title: [`${word} ${index + 1}`, name || (isSheet ? look.badge : '')].filter(Boolean).join(words.comma),
    picture,
    badge: isSheet ? look.badge : '',
    tone: isSheet ? look.tone : '',
    name,
    size: size ? formatBytes(size) : '',
    duration: duration && (kind === 'video' || look.tone === 'sound') ? formatDuration(duration) : '',
    slot: hasSlot ? `tile-${item.uid}` : '',
  }
}

type Condition = Pick<Tile, 'status' | 'caption' | 'percent' | 'speed' | 'isConfirming' | 'isRetrying'>

function condition({ uid, status, phase, percent = 0, ...item }: UploaderItem, flags: TileFlags): Condition {
  const isSending = status === 'uploading' && phase !== 'waiting'
  const speed = isSending && phase === 'sending' ? flags.speed(uid) : 0
  return {
    status,
    caption: captionOf({ uid, status, phase, ...item }, wordsIn(flags.locale)),
    percent: isSending || status === 'paused' ? percent : 0,
    speed: speed > 0 ? `${formatBytes(speed)}/s` : '',
    isConfirming: isSending && phase === 'confirming',
    isRetrying: isSending && phase === 'retrying',
  }
}

type Offers = Pick<Tile, 'canRetry' | 'canRetryNow' | 'canResume' | 'isRemovable' | 'action'>

function offers(item: UploaderItem, { locale, isFixed, isDeletable }: TileFlags): Offers {
  const words = wordsIn(locale)
  const tap = tapOn(item, isFixed)
  return {
    canRetry: tap === 'retry',
    canRetryNow: tap === 'retryNow',
    canResume: tap === 'resume',
    isRemovable: isDeletable && !isFixed && item.deletable !== false,
    action: tap !== 'view' || (item.status !== 'failed' && isViewable(item)) ? words[tap] : '',
  }
}

/** The local picture goes first: it is on the phone already, and a signed URL may have expired. */
const picturesOf = ({ thumb, path, url }: UploaderItem, { kind }: FileLook): (string | undefined)[] =>
  kind === 'image' ? [path, thumb, url] : [thumb]

function captionOf({ status, phase, pausedBy = 'user', message }: UploaderItem, words: ComponentWords): string {
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
