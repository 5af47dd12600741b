import type { Thread } from '../device/thread'

/** One event of `wx`: its `on…` and `off…`, and a function that fires it. */
export interface Listeners<Event> {
  on(listener: (event: Event) => void): void
  /** Without an argument it removes all listeners. */
  off(listener?: (event: Event) => void): void
  fire(event: Event, place?: 'first' | 'last'): void
}

export function createListeners<Event>(thread: Thread): Listeners<Event> {
  const listeners = new Set<(event: Event) => void>()
  return {
    on: (listener) => {
      listeners.add(listener)
    },
    off: (listener) => {
      if (listener) listeners.delete(listener)
      else listeners.clear()
    },
    fire(event, place) {
      if (listeners.size === 0) return
      const current = [...listeners]
      thread.deliver(() => {
        for (const listener of current) listener(event)
      }, place)
    },
  }
}
