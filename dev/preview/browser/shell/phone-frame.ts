import { el, icon } from '../../../ui/element'
import type { Preferences } from '../../../ui/preferences'
import { PATHS } from '../../wire'
import type { PageBar } from '../client'
import type { Words } from './words'

export interface PhoneFrame {
  element: HTMLElement
  showBar(bar: PageBar): void
  /** Draws the network's icon in the status bar. */
  showSignal(conditions: { isOnline: boolean; isSlow: boolean }): void
  /** Restarts the mini-program. */
  restart(): void
  /** Covers the screen with a message: the app is in the background, or it could not be built. */
  cover(kind: 'away' | 'broken', title: string, text?: string): void
  uncover(kind: 'away' | 'broken'): void
}

const BACK = 'M15 4l-8 8 8 8'
const WIFI = 'M3 9a13 13 0 0 1 18 0M6.5 12.7a8 8 0 0 1 11 0M10 16.3a3 3 0 0 1 4 0'
const NO_SIGNAL = 'M3 9a13 13 0 0 1 18 0M10 16.3a3 3 0 0 1 4 0M4 4l16 16'
const BATTERY = 'M2 8h17v8H2zM21.5 10.5v3M4.5 10.5h10v3h-10z'

/** The phone around the mini-program: status bar, navigation bar with its capsule, screen. */
export function createPhoneFrame(
  preferences: Preferences<Words>,
  layers: HTMLElement[],
  onBack: () => void,
): PhoneFrame {
  const status = createStatusBar()
  const bar = createNavigationBar(onBack)
  const screen = el('iframe', { class: 'screen', src: PATHS.phone })
  const cover = el('div', { class: 'cover', role: 'alert', hidden: true })
  const glass = el('div', { class: 'glass' }, status.element, bar.element, screen, ...layers, cover)
  preferences.onWords((words) => {
    bar.back.setAttribute('aria-label', words.back)
    screen.title = words.phone
  })
  return {
    element: el('div', { class: 'phone' }, glass),
    showBar({ title, background, ink, page, canGoBack, isCustom }) {
      bar.title.textContent = title
      bar.back.hidden = !canGoBack
      glass.dataset.custom = String(isCustom)
      glass.style.setProperty('--bar', background)
      glass.style.setProperty('--bar-ink', ink === 'black' ? '#000000' : '#ffffff')
      glass.style.setProperty('--page', page)
    },
    showSignal: status.showSignal,
    restart: () => screen.contentWindow?.location.reload(),
    cover(kind, words, text = '') {
      cover.dataset.kind = kind
      cover.replaceChildren(el('strong', {}, words), ...(text ? [el('pre', {}, text)] : []))
      cover.hidden = false
    },
    uncover(kind) {
      if (cover.dataset.kind === kind) cover.hidden = true
    },
  }
}

function createNavigationBar(onBack: () => void) {
  const title = el('span', { class: 'bar__title', role: 'heading', 'aria-level': '1' })
  const back = el('button', { type: 'button', class: 'bar__back', hidden: true, onclick: onBack }, icon(BACK))
  const element = el('div', { class: 'bar' }, back, title, el('span', { class: 'capsule', 'aria-hidden': 'true' }))
  return { element, title, back }
}

function createStatusBar() {
  const clock = el('span')
  const signal = el('span', { class: 'status__signal' })
  const right = el('div', { class: 'status__right' }, signal, icon(BATTERY))
  tick(clock)
  return {
    element: el('div', { class: 'status', 'aria-hidden': 'true' }, clock, right),
    showSignal({ isOnline, isSlow }: { isOnline: boolean; isSlow: boolean }) {
      signal.replaceChildren(isSlow && isOnline ? '3G' : icon(isOnline ? WIFI : NO_SIGNAL))
    },
  }
}

function tick(clock: HTMLElement): void {
  const now = new Date()
  clock.textContent = `${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`
  setTimeout(tick, 60_000 - (now.getTime() % 60_000), clock)
}
