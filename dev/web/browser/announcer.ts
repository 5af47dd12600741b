import { el } from '../../preview/browser/shell/element'

/** What a screen reader is told, one sentence after the other, when it has nothing better to do. */
export interface Announcer {
  element: HTMLElement
  say(sentence: string): void
}

/** Sentences that come together are read together: a live region that is written twice at once reads the last only. */
export function createAnnouncer(): Announcer {
  const element = el('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' })
  let waiting: string[] = []
  return {
    element,
    say(sentence) {
      waiting.push(sentence)
      if (waiting.length > 1) return
      setTimeout(() => {
        element.textContent = waiting.join(' ')
        waiting = []
      }, 300)
    },
  }
}
