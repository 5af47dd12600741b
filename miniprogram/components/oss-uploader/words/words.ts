import type { Locale, PickedFile, PickOptions, UploadState } from '../../../uploader/wx/index'
import { EN } from './en'
import { ZH } from './zh'

export type Accept = NonNullable<PickOptions['accept']>

/** Who holds a paused upload. */
export type Pause = Extract<UploadState, { phase: 'paused' }>['by']

/** The component's own few words; those of failures come from the uploader. */
export interface OwnWords {
  add: Record<Accept, string>
  /** While the picker is open, or what it gave is being made ready. */
  preparing: string
  /** Beneath the empty list's words. */
  limit(maxCount: number): string
  limitSize(maxSize: string): string
  /** Of a list that is only to be seen. */
  empty: string
  kind: Record<PickedFile['kind'], string>
  ready: string
  waiting: string
  sending: string
  confirming: string
  paused: Record<Pause, string>
  done: string
  failed: string
  /** What a tap does. */
  look: string
  retry: string
  resume: string
  remove: string
  earlier: string
  later: string
  unfinishedOne(name: string, percent: number): string
  unfinished(count: number): string
  goOn: string
  discard: string
  exceed(maxCount: number): string
  /** Over the tiles while there is no network. */
  offline: string
  /** Read aloud while files go up, and when all have ended. */
  progress(ended: number, count: number, percent: number): string
  ended(done: number, failed: number): string
  /** Between the parts of a spoken label. */
  comma: string
}

export const wordsIn = (locale: Locale): OwnWords => (locale === 'zh' ? ZH : EN)

/** `language` as the platform gives it: `zh_CN`, `zh_TW`, `en` … Chinese where nothing is known. */
export function localeOf(wanted: string, language: string | undefined): Locale {
  return /^zh|^$/i.test(wanted || language || '') ? 'zh' : 'en'
}
