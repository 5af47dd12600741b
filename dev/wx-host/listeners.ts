import type { Thread } from './thread'

/** One event of `wx`: its `on…` and `off…`, and the way to fire it. */
export interface Listeners<Event> {
  on(listener: (event: Event) => void): void
  /** Without an argument: all of them. */
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
      const heard = [...listeners]
      thread.deliver(() => {
        for (const listener of heard) listener(event)
      }, place)
    },
  }
}
