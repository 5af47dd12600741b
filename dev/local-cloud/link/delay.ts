import type { LinkClock } from './clock'

/** What is under way: each thing arrives when its delay is over, and never before what left earlier. */
export interface Delay {
  add(ms: number, arrive: () => void): void
  clear(): void
}

export function createDelay(clock: LinkClock): Delay {
  let underWay: { due: number; arrive: () => void }[] = []
  let cancelTimer: (() => void) | undefined

  const run = (): void => {
    cancelTimer = undefined
    for (let first = underWay[0]; first; first = underWay[0]) {
      const wait = first.due - clock.now()
      if (wait > 0) {
        cancelTimer = clock.after(wait, run)
        return
      }
      underWay.shift()
      first.arrive()
    }
  }

  return {
    add(ms, arrive) {
      const due = Math.max(clock.now() + ms, underWay.at(-1)?.due ?? 0)
      underWay.push({ due, arrive })
      if (!cancelTimer && underWay.length === 1) run()
    },
    clear() {
      underWay = []
      cancelTimer?.()
      cancelTimer = undefined
    },
  }
}
