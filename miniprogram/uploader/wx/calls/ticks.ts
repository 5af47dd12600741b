import type { Clock } from '../../core/ports'

/**
 * Calls `then` after so many ticks. WeChat suspends a hidden app, and on its return runs the timers that have expired
 * before it delivers the answers that waited: so only one tick of a suspension counts. Returns a function that cancels.
 */
export function afterTicks(clock: Clock, ticks: number, tickMs: number, then: () => void): () => void {
  let left = ticks
  let cancel = (): void => {}
  const tick = (): void => {
    left -= 1
    cancel = clock.after(tickMs, left > 0 ? tick : then)
  }
  tick()
  return () => cancel()
}
