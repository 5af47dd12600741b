/** A one-shot stop that is passed down. Mini-programs have no AbortController. */
export interface Signal {
  readonly stopped: boolean
  /** Calls `onStop` once, at once if already stopped. The answer takes it back: call it on every exit. */
  subscribe(onStop: () => void): () => void
}

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
