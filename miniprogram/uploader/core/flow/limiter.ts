import type { Signal } from '../ports'
import { untilStopped } from './waiting'

/** Runs as much work at a time as its capacity allows, first come, first served. */
export interface Limiter {
  /**
   * @param work may call `release` before it ends: then others may begin
   * @param share the part of the capacity that the work takes. Default: 1. More than the capacity counts as all of it.
   */
  run<T>(work: (release: () => void) => Promise<T>, signal: Signal, share?: number): Promise<T>
}

interface Waiting {
  share: number
  begin: () => void
}

export function limiter(capacity: number): Limiter {
  const waiting: Waiting[] = []
  let free = capacity

  /** In order, so that small shares cannot keep a large one waiting for ever. */
  const admit = (): void => {
    for (;;) {
      const [next] = waiting
      if (!next || next.share > free) return
      waiting.shift()
      free -= next.share
      next.begin()
    }
  }
  const enter = (share: number, signal: Signal): Promise<void> =>
    untilStopped(signal, (resolve) => {
      const entry = { share, begin: resolve }
      waiting.push(entry)
      admit()
      return () => {
        const place = waiting.indexOf(entry)
        if (place < 0) return
        waiting.splice(place, 1)
        admit()
      }
    })

  return {
    async run(work, signal, share = 1) {
      const taken = Math.min(share, capacity)
      await enter(taken, signal)
      let isReleased = false
      const release = (): void => {
        if (isReleased) return
        isReleased = true
        free += taken
        admit()
      }
      try {
        return await work(release)
      } finally {
        release()
      }
    },
  }
}
