import type { LinkClock } from './clock'

/** Delays deliveries: each arrives after its delay, but never before an earlier one. */
export interface Delay {
  add(ms: number, arrive: () => void): void
  clear(): void
}

export function createDelay(clock: LinkClock): Delay {
  let deliveries: { due: number; arrive: () => void }[] = []
  let cancelTimer: (() => void) | undefined

  const run = (): void => {
    cancelTimer = undefined
    for (let first = deliveries[0]; first; first = deliveries[0]) {
      const wait = first.due - clock.now()
      if (wait > 0) {
        cancelTimer = clock.after(wait, run)
        return
      }
      deliveries.shift()
      first.arrive()
    }
  }

  return {
    add(ms, arrive) {
      const due = Math.max(clock.now() + ms, deliveries.at(-1)?.due ?? 0)
      deliveries.push({ due, arrive })
      if (!cancelTimer && deliveries.length === 1) run()
    },
    clear() {
      deliveries = []
      cancelTimer?.()
      cancelTimer = undefined
    },
  }
}
