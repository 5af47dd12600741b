import { setImmediate } from 'node:timers'

/**
 * The mini-program's single JavaScript thread, for callbacks from the native side: each runs in a task of its own,
 * never inside the call that caused it, and none runs while the thread is suspended.
 * A phone also stops the program's own timers; the host cannot.
 */
export interface Thread {
  /** Callbacks run in order; `first` goes ahead of all that wait. */
  deliver(callback: () => void, place?: 'first' | 'last'): void
  suspend(): void
  resume(): void
  /** Drops the waiting callbacks and all later ones. */
  stop(): void
  waiting(): number
}

export function createThread(): Thread {
  let inbox: (() => void)[] = []
  let state: 'running' | 'suspended' | 'stopped' = 'running'
  let scheduled = false

  const schedule = () => {
    if (scheduled || state !== 'running' || inbox.length === 0) return
    scheduled = true
    setImmediate(runNext)
  }
  const runNext = () => {
    scheduled = false
    if (state !== 'running') return
    const callback = inbox.shift()
    // Scheduled before the callback runs, so that a callback that throws does not block the others.
    schedule()
    callback?.()
  }

  return {
    deliver(callback, place = 'last') {
      if (state === 'stopped') return
      if (place === 'first') inbox.unshift(callback)
      else inbox.push(callback)
      schedule()
    },
    suspend() {
      if (state === 'running') state = 'suspended'
    },
    resume() {
      if (state === 'suspended') state = 'running'
      schedule()
    },
    stop() {
      state = 'stopped'
      inbox = []
    },
    waiting: () => inbox.length,
  }
}
