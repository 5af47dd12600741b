import { setImmediate } from 'node:timers'

/**
 * The mini-program's single JavaScript thread, for callbacks from the native side: each runs in a task of its own,
 * never inside the call that caused it, and none runs while the thread is suspended.
 * A phone also stops the program's own timers; the host cannot.
 */
export interface Thread {
  /** Callbacks run in order; `first` goes ahead of all others that wait. */
  deliver(callback: () => void, place?: 'first' | 'last'): void
  suspend(): void
  resume(): void
  /** Drops the waiting callbacks and all later ones. */
  stop(): void
  waiting(): number
}

export function createThread(): Thread {
  const inbox: Record<'first' | 'last', (() => void)[]> = { first: [], last: [] }
  const waiting = (): number => inbox.first.length + inbox.last.length
  let state: 'running' | 'suspended' | 'stopped' = 'running'
  let scheduled = false

  const schedule = () => {
    if (scheduled || state !== 'running' || waiting() === 0) return
    scheduled = true
    setImmediate(runNext)
  }
  const runNext = () => {
    scheduled = false
    if (state !== 'running') return
    const callback = inbox.first.shift() ?? inbox.last.shift()
    // Scheduled before the callback runs, so that a callback that throws does not block the others.
    schedule()
    callback?.()
  }

  return {
    deliver(callback, place = 'last') {
      if (state === 'stopped') return
      inbox[place].push(callback)
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
      for (const queue of [inbox.first, inbox.last]) queue.length = 0
    },
    waiting,
  }
}
