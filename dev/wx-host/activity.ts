import { clearTimeout, setTimeout } from 'node:timers'

/** What is running now. All zero means that nothing was left behind. */
export interface OpenCounts {
  /** Calls that have not settled yet, queued ones included. */
  tasks: number
  /** Network calls waiting for a free connection. */
  queued: number
  /** Carrying a call: those that are only kept for the next one do not count. */
  sockets: number
  timers: number
  /** Files held open, by `open` or by an upload. */
  descriptors: number
  /** Callbacks not yet delivered: all of them while the thread is suspended. */
  callbacks: number
}

export type Tracked = Exclude<keyof OpenCounts, 'callbacks'>

export interface Activity {
  /** The answer releases; again does nothing. */
  track(kind: Tracked): () => void
  /** A timer that counts. The answer calls it off. */
  after(ms: number, then: () => void): () => void
  counts(): Record<Tracked, number>
}

export function createActivity(): Activity {
  const counts: Record<Tracked, number> = { tasks: 0, queued: 0, sockets: 0, timers: 0, descriptors: 0 }
  const track = (kind: Tracked) => {
    let held = true
    counts[kind] += 1
    return () => {
      if (held) counts[kind] -= 1
      held = false
    }
  }
  return {
    track,
    after(ms, then) {
      const release = track('timers')
      const timer = setTimeout(() => {
        release()
        then()
      }, ms)
      return () => {
        clearTimeout(timer)
        release()
      }
    },
    counts: () => ({ ...counts }),
  }
}
