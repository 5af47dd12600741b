import type { Totals } from '../list/totals'

/** All texts of the page; messages of failures come from the uploader. */
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
  retryingIn(seconds: number): string
  /** Why an upload waits to retry. */
  because(message: string, hint: string): string
  /** What a paused upload waits for. */
  held: Record<'offline' | 'background' | 'mobile-data', string>
  done: string
  cancelled: string
  secondsLeft(seconds: number): string
  minutesLeft(minutes: number): string
  pause: string
  resume: string
  cancel: string
  retry: string
  retryNow: string
  reload: string
  /** Label of a button: the file has to be chosen again. */
  choose: string
  remove: string
  open: string
  copy: string
  copied: string
  notCopied: string
  /** Shown while an expired link is renewed. */
  renewing: string
  /** The link was renewed too late to be opened by the same click. */
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
  resumeUnfinished: string
  discard: string
  at(when: string): string
  /** Read by screen readers. */
  added(count: number): string
  ended(name: string, how: string): string
  allEnded(done: number, notUploaded: number): string
  others: string
}
