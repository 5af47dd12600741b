/**
 * The line between the phone's screen (a frame of its own, with the mini-program in it) and what is around it: WeChat's
 * native part, which draws the navigation bar, toasts and viewers. Both documents are of one origin: these are calls.
 */
import type { RequestNote, Theme } from '../wire'

export type Language = 'zh_CN' | 'en'

export interface PageBar {
  title: string
  background: string
  /** Of the words and buttons on it. */
  ink: 'black' | 'white'
  /** Behind the page. */
  page: string
  canGoBack: boolean
  /** `navigationStyle: custom`: the page draws it. */
  isCustom: boolean
}

export interface Toast {
  title: string
  icon: 'success' | 'error' | 'loading' | 'none'
  /** ms; 0: until it is hidden. */
  duration: number
  /** Lets nothing be touched meanwhile. */
  mask: boolean
}

export interface Dialog {
  title: string
  content: string
  confirmText: string
  /** '' for a dialog with one button. */
  cancelText: string
}

export interface MediaSource {
  /** Of a document, not of the phone. */
  url: string
  type: 'image' | 'video'
  poster?: string
}

/** What the phone asks for. */
export interface Client {
  readonly theme: Theme
  readonly language: Language
  /** The mini-program runs; the answer says under what conditions. */
  connect(phone: Phone): Conditions
  showBar(bar: PageBar): void
  showToast(toast: Toast): void
  hideToast(): void
  /** Resolves to whether it was confirmed. */
  ask(dialog: Dialog): Promise<boolean>
  /** Resolves to the index, or undefined when it was called off. */
  choose(items: string[]): Promise<number | undefined>
  view(sources: MediaSource[], current: number): void
  /** Again with the same id as more becomes known. `ms` comes last. */
  note(note: RequestNote): void
}

export interface Conditions {
  isOnline: boolean
  isSlow: boolean
}

/** What can be done to the phone from outside. */
export interface Phone {
  setTheme(theme: Theme): void
  setConditions(conditions: Conditions): void
  hide(): void
  show(): void
  back(): void
}

declare global {
  interface Window {
    /** Of the page around the phone. */
    client?: Client
  }
}
