import { rememberUntil } from './remember'

export interface Count {
  /** Including what was added just now. */
  count: number
  /** Until the window ends and the next one begins at 0, ms. */
  msLeft: number
}

/** Counts for each key within a window of time that begins with its first count. */
export interface WindowCounter {
  add(key: string, count: number): Count
  /** Takes back what was added. Nothing, if the present window does not contain it. */
  takeBack(key: string, count: number): void
}

/** About 20 MB. Beyond it the oldest key is forgotten, because callers could otherwise fill the memory. */
const MOST_KEYS = 100_000

/** @param now ms. */
export function windowCounter(windowMs: number, now: () => number): WindowCounter {
  const windows = rememberUntil<{ count: number; endsAt: number }>(now, MOST_KEYS)
  return {
    add(key, count) {
      let window = windows.get(key)
      if (!window) {
        window = { count: 0, endsAt: now() + windowMs }
        windows.set(key, window, window.endsAt)
      }
      window.count += count
      return { count: window.count, msLeft: window.endsAt - now() }
    },
    takeBack(key, count) {
      const window = windows.get(key)
      if (window && window.count >= count) window.count -= count
    },
  }
}
