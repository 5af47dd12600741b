import type { Signal } from '../ports'

/** A one-shot stop. Mini-programs have no AbortController. */
export interface Cancellation {
  signal: Signal
  stop(): void
}

export function cancellation(): Cancellation {
  const listeners = new Set<() => void>()
  let stopped = false
  return {
    signal: {
      get stopped() {
        return stopped
      },
      subscribe(onStop) {
        if (stopped) {
          onStop()
          return () => {}
        }
        listeners.add(onStop)
        return () => listeners.delete(onStop)
      },
    },
    stop() {
      if (stopped) return
      stopped = true
      const waiting = [...listeners]
      listeners.clear()
      for (const onStop of waiting) onStop()
    },
  }
}

/** A signal that never stops, for work shared by all callers: no single caller may cancel it. */
export const NEVER: Signal = { stopped: false, subscribe: () => () => {} }
