import { el } from '../../ui/element'

/** A live region: screen readers read its sentences when they are idle. */
export interface Announcer {
  element: HTMLElement
  announce(sentence: string): void
}

/** Joins sentences that come at the same time: if a live region changes twice at once, only the last text is read. */
export function createAnnouncer(): Announcer {
  const element = el('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' })
  let waiting: string[] = []
  return {
    element,
    announce(sentence) {
      waiting.push(sentence)
      if (waiting.length > 1) return
      setTimeout(() => {
        element.textContent = waiting.join(' ')
        waiting = []
      }, 300)
    },
  }
}
