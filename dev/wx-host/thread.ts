import { setImmediate } from 'node:timers'

/**
 * The mini-program's one JavaScript thread, as far as callbacks from the native side go: each comes in a task of its
 * own, never from within the call that asked for it, and none while the thread is suspended.
 * The timers of the program itself cannot be stopped from here; a phone stops those too.
 */
export interface Thread {
  /** In order; `first` goes ahead of all that wait. */
  deliver(callback: () => void, place?: 'first' | 'last'): void
  suspend(): void
  resume(): void
  /** Drops what waits, and whatever is still to come. */
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
    setImmediate(turn)
  }
  const turn = () => {
    scheduled = false
    if (state !== 'running') return
    const callback = inbox.shift()
    // Before the callback: one that throws must not hold back the others.
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
