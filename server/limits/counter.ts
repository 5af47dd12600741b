import { windowCounter } from './window-counter'

/** One limit: how much of what a key may have in a window of time, which begins with its first count. */
export interface LimitRule {
  /** Also a part of the keys in a shared store. */
  name: string
  most: number
  windowMs: number
  /** Whether what is refused counts too. A video that is refused must not use up the bytes of the next photo. */
  countsRefused: boolean
}

export interface Counted {
  /** By how much the limit would be, or is, exceeded. 0 or less: allowed. */
  excess: number
  /** Until the window ends and the next one begins at 0, ms. */
  msLeft: number
}

/** Counts under one rule. Never rejects. */
export interface Counter {
  add(key: string, points: number): Promise<Counted>
  /** Takes back what was added. Nothing, if the present window does not contain it. */
  takeBack(key: string, points: number): Promise<void>
}

export type Counters = (rule: LimitRule) => Counter

/** Each instance counts for itself. @param now ms. */
export const memoryCounters =
  (now: () => number): Counters =>
  ({ most, windowMs, countsRefused }) => {
    const windows = windowCounter(windowMs, now)
    return {
      async add(key, points) {
        const { count, msLeft } = windows.add(key, points)
        if (count > most && !countsRefused) windows.takeBack(key, points)
        return { excess: count - most, msLeft }
      },
      async takeBack(key, points) {
        windows.takeBack(key, points)
      },
    }
  }
