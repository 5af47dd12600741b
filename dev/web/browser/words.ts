import type { Totals } from './totals'
import { EN } from './words-en'
import { ZH } from './words-zh'

/** Everything the page says by itself; the words of failures come from the uploader. */
export interface Words {
  title: string
  about: string
  theme: string
  language: string
  light: string
  dark: string
  chooseFiles: string
  drop: string
  dropHere: string
  limits: string
  files: string
  waiting: string
  authorizing: string
  confirming: string
  paused: string
  /** What waits by itself, and for what. */
  held: Record<'offline' | 'background' | 'mobile-data', string>
  done: string
  cancelled: string
  secondsLeft(seconds: number): string
  minutesLeft(minutes: number): string
  pause: string
  resume: string
  cancel: string
  retry: string
  reload: string
  /** Of a file that has to be chosen again. */
  choose: string
  remove: string
  open: string
  copy: string
  copied: string
  notCopied: string
  /** Of a link that has run out. */
  renewing: string
  /** Too late to be opened by the click that asked for it. */
  renewed: string
  noLink(why: string): string
  why: string
  pauseAll: string
  resumeAll: string
  cancelAll: string
  clear: string
  total(totals: Pick<Totals, 'done' | 'count' | 'failed' | 'cancelled'>): string
  unfinished: string
  unfinishedAbout: string
  goOn: string
  discard: string
  at(when: string): string
  /** Read aloud. */
  added(count: number): string
  ended(name: string, how: string): string
  allEnded(done: number, notUploaded: number): string
  others: string
}

export const WORDS = { zh_CN: ZH, en: EN }
