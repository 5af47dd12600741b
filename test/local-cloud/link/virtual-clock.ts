import { setImmediate as turn } from 'node:timers/promises'
import type { LinkClock } from '../../../dev/local-cloud/link'

export interface VirtualClock extends LinkClock {
  /** Lets real sockets do what they can, then moves on to whatever is due next; until it is so. */
  passUntil(isSo: () => boolean): Promise<void>
  /** One such step. */
  turns(): Promise<void>
  /** From now on timers come so much later than asked, as in a process that is busy. */
  lateBy(ms: number): void
}

const IDLE_TURNS = 20_000

/** Stands still while sockets work, so that what it shows depends on the link alone, not on this machine. */
export function createVirtualClock(): VirtualClock {
  const timers = new Set<{ due: number; call: () => void }>()
  let time = 0
  let late = 0

  const turns = async (): Promise<void> => {
    for (let count = 0; count < 4; count += 1) await turn()
    const [next] = [...timers].sort((a, b) => a.due - b.due)
    if (!next) return
    timers.delete(next)
    time = Math.max(time, next.due + late)
    next.call()
  }
  return {
    now: () => time,
    after(ms, call) {
      const timer = { due: time + ms, call }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    turns,
    async passUntil(isSo) {
      for (let idle = 0; !isSo(); idle = timers.size === 0 ? idle + 1 : 0) {
        if (idle > IDLE_TURNS) throw new Error(`Nothing happens any more, ${time} ms after the start.`)
        await turns()
      }
    },
    lateBy(ms) {
      late = ms
    },
  }
}
