import { setImmediate, setTimeout } from 'node:timers'
import type { Clock } from '../../../miniprogram/uploader/core/ports'

export interface QuietClock extends Clock {
  stop(): void
}

/** So many turns of the event loop without any open call mean that the program waits for a timer. */
const QUIET_TURNS = 4

/**
 * A clock that skips the time in which nothing happens: when no call is open, the next timer fires at once. So a program
 * waits minutes for an answer that never comes, and the test does not.
 */
export function quietClock(isQuiet: () => boolean): QuietClock {
  const timers = new Set<{ at: number; then: () => void }>()
  let skipped = 0
  let quietTurns = 0
  let isStopped = false
  const now = (): number => Date.now() + skipped

  const turn = (): void => {
    if (isStopped) return
    quietTurns = isQuiet() ? quietTurns + 1 : 0
    const [next] = [...timers].sort((a, b) => a.at - b.at)
    if (next && (next.at <= now() || quietTurns > QUIET_TURNS)) {
      quietTurns = 0
      skipped += Math.max(0, next.at - now())
      timers.delete(next)
      next.then()
    }
    if (quietTurns > 0) setImmediate(turn)
    else setTimeout(turn, 1)
  }
  setImmediate(turn)
  return {
    now,
    after(ms, then) {
      const timer = { at: now() + ms, then }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    stop() {
      isStopped = true
    },
  }
}
