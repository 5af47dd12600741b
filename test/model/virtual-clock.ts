import type { Clock } from '../../miniprogram/uploader/core/ports'

/** Time that passes only when nothing is left to do at the present instant. */
export interface VirtualClock extends Clock {
  sleep(ms: number): Promise<void>
  /** Timers that have yet to fire. */
  pending(): number
  /** Fires timers in order, letting promises run between them, until `until` holds or none is left. */
  run(until: () => boolean): Promise<void>
}

/**
 * `promises-first`: as everywhere. `timers-first`: what is due at one instant, what the timers themselves add to it
 * included, fires before any promise goes on; so it is on iOS ≤ 15, where promises are made of timers.
 */
export type Order = 'promises-first' | 'timers-first'

interface Timer {
  at: number
  then: () => void
  isOff: boolean
}

/** Timers of one instant: with more, a run has lost its way. */
const MOST_AT_ONCE = 100_000
/** And beyond so many ms it only goes on because something never gives up. */
const LONGEST = 366 * 24 * 3600 * 1000

/** @param start ms since 1970. */
export function virtualClock(start: number, order: Order = 'promises-first'): VirtualClock {
  /** By time, and of one time in the order they came. */
  const timers: Timer[] = []
  let now = start
  let live = 0
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
    live += 1
  }

  function next(): Timer | undefined {
    for (let timer = timers.shift(); timer; timer = timers.shift()) if (!timer.isOff) return timer
    return undefined
  }

  function fire(timer: Timer): void {
    firedNow = timer.at > now ? 0 : firedNow + 1
    now = Math.max(now, timer.at)
    if (firedNow > MOST_AT_ONCE || now > start + LONGEST) throw new Error('The run fires timers without end.')
    timer.isOff = true
    live -= 1
    timer.then()
  }

  /** All that is due now, and all that becomes due by it. */
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
    const timer = { at: now + Math.max(0, ms), then, isOff: false }
    insert(timer)
    return () => {
      if (!timer.isOff) live -= 1
      timer.isOff = true
    }
  }
  return {
    now: () => now,
    after,
    sleep: (ms) => new Promise((resolve) => after(ms, resolve)),
    pending: () => live,
    async run(until) {
      for (;;) {
        await promisesToRun()
        const timer = until() ? undefined : next()
        if (!timer) return
        fire(timer)
        if (order === 'timers-first') fireDue()
      }
    },
  }
}

const promisesToRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
