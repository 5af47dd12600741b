import { el, icon } from '../../../ui/element'
import type { Preferences } from '../../../ui/preferences'
import type { Words } from './words'

const LIST = 'M4 7h16M4 12h16M4 17h10'
const CROSS = 'M6 6l12 12M18 6L6 18'

/** In a narrow window the phone fills the window, and this button opens the panel from below. */
export function createSheet(preferences: Preferences<Words>, panel: HTMLElement): HTMLElement {
  const button = el('button', { type: 'button', class: 'sheet-button', 'aria-controls': panel.id })
  let isOpen = false
  const draw = (): void => {
    button.replaceChildren(icon(isOpen ? CROSS : LIST))
    button.setAttribute('aria-expanded', String(isOpen))
    panel.dataset.open = String(isOpen)
  }
  const label = (open: string, close: string): void => button.setAttribute('aria-label', isOpen ? close : open)
  let words = { open: '', close: '' }
  preferences.onWords(({ openPanel, closePanel }) => {
    words = { open: openPanel, close: closePanel }
    label(words.open, words.close)
  })
  button.addEventListener('click', () => {
    isOpen = !isOpen
    draw()
    label(words.open, words.close)
  })
  draw()
  return button
}
