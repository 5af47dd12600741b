import { clearTimeout, setTimeout } from 'node:timers'

/** What is open now. All zero means that nothing leaked. */
export interface OpenCounts {
  /** Calls that have not settled yet, including queued ones. */
  tasks: number
  /** Network calls waiting for a free connection. */
  queued: number
  /** Sockets that carry a call; idle kept-alive sockets do not count. */
  sockets: number
  timers: number
  /** Files opened by `open` or by an upload. */
  descriptors: number
  /** Callbacks that were not delivered yet; while the thread is suspended, all of them. */
  callbacks: number
}

export type Tracked = Exclude<keyof OpenCounts, 'callbacks'>

export interface Activity {
  /** Returns a function that releases; calling it again does nothing. */
  track(kind: Tracked): () => void
  /** A timer that is counted. Returns a function that cancels it. */
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
