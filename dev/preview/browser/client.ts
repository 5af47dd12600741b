/**
 * The interface between the phone's screen (a frame that runs the mini-program) and the page around it, which plays
 * WeChat's native part: navigation bar, toasts, viewers. Both documents have one origin, so they call each other.
 */
import type { Language, Theme } from '../../ui/preferences'
import type { RequestNote } from '../wire'

export interface PageBar {
  title: string
  background: string
  /** Colour of its text and buttons. */
  ink: 'black' | 'white'
  /** Background colour behind the page. */
  page: string
  canGoBack: boolean
  /** `navigationStyle: custom`: the page draws its own bar. */
  isCustom: boolean
}

export interface Toast {
  title: string
  icon: 'success' | 'error' | 'loading' | 'none'
  /** Milliseconds; 0 means until it is hidden. */
  duration: number
  /** Blocks taps while it is shown. */
  mask: boolean
}

export interface Dialog {
  title: string
  content: string
  confirmText: string
  /** '' if the dialog has one button. */
  cancelText: string
}

export interface MediaSource {
  /** A URL that the document can load, not a path of the phone. */
  url: string
  type: 'image' | 'video'
  poster?: string
}

/** What the phone calls. */
export interface Client {
  readonly theme: Theme
  readonly language: Language
  /** Called when the mini-program runs; returns the current conditions. */
  connect(phone: Phone): Conditions
  showBar(bar: PageBar): void
  showToast(toast: Toast): void
  hideToast(): void
  /** Resolves to true if the user confirmed. */
  ask(dialog: Dialog): Promise<boolean>
  /** Resolves to the index, or to undefined if the user cancelled. */
  choose(items: string[]): Promise<number | undefined>
  view(sources: MediaSource[], current: number): void
  /** Called again with the same id for updates; the last one has `ms`. */
  note(note: RequestNote): void
}

export interface Conditions {
  isOnline: boolean
  isSlow: boolean
}

/** What the page around the phone can do to it. */
export interface Phone {
  setTheme(theme: Theme): void
  setConditions(conditions: Conditions): void
  hide(): void
  show(): void
  back(): void
}

declare global {
  interface Window {
    /** Set by the page around the phone. */
    client?: Client
  }
}
