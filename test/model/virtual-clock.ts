import type { Clock } from '../../miniprogram/uploader/core/ports'

/** Time that passes only when nothing is left to do at the present instant. */
export interface VirtualClock extends Clock {
  sleep(ms: number): Promise<void>
  /** Fires timers in order, and lets promises run between them, until `until` holds or no timer is left. */
  run(until: () => boolean): Promise<void>
}

/**
 * `promises-first`: promises run between two timers, as on most platforms. `timers-first`: all timers of one instant
 * fire before any promise runs, also those which the timers add; so it is on iOS ≤ 15, where WeChat builds promises from
 * timers.
 */
export type TimerOrder = 'promises-first' | 'timers-first'

interface Timer {
  at: number
  then: () => void
  isOver: boolean
}

/** If more timers fire in one instant, the run is in an endless loop. */
const MAX_AT_ONCE = 100_000
/** If a run lasts longer, ms, something in it never gives up. */
const MAX_DURATION_MS = 366 * 24 * 3600 * 1000

/** @param start ms since 1970. */
export function virtualClock(start: number, order: TimerOrder = 'promises-first'): VirtualClock {
  /** Sorted by time. Timers of the same time stay in the order in which they were added. */
  const timers: Timer[] = []
  let now = start
  let firedNow = 0

  function insert(timer: Timer): void {
    let low = 0
    let high = timers.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((timers[middle] as Timer).at <= timer.at) low = middle + 1
      else high = middle
    }
    timers.splice(low, 0, timer)
  }

  function next(): Timer | undefined {
    for (let timer = timers.shift(); timer; timer = timers.shift()) if (!timer.isOver) return timer
    return undefined
  }

  function fire(timer: Timer): void {
    firedNow = timer.at > now ? 0 : firedNow + 1
    now = Math.max(now, timer.at)
    if (firedNow > MAX_AT_ONCE || now > start + MAX_DURATION_MS) throw new Error('The run fires timers without end.')
    timer.isOver = true
    timer.then()
  }

  /** Fires all timers that are due now, also those which they add. */
  function fireDue(): void {
    for (let due = next(); due; due = next()) {
      if (due.at > now) {
        timers.unshift(due)
        return
      }
      fire(due)
    }
  }

  const after: Clock['after'] = (ms, then) => {
    const timer = { at: now + Math.max(0, ms), then, isOver: false }
    insert(timer)
    return () => {
      timer.isOver = true
    }
  }
  return {
    now: () => now,
    after,
    sleep: (ms) => new Promise((resolve) => after(ms, resolve)),
    async run(until) {
      for (;;) {
        await runPromises()
        const timer = until() ? undefined : next()
        if (!timer) return
        fire(timer)
        if (order === 'timers-first') fireDue()
      }
    },
  }
}

const runPromises = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
