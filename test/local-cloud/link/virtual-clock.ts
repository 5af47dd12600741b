import { setImmediate as turn } from 'node:timers/promises'
import type { LinkClock } from '../../../dev/local-cloud/link'

export interface VirtualClock extends LinkClock {
  /** Lets real sockets work until they are idle, then moves to the next timer; repeats until the condition holds. */
  passUntil(isSo: () => boolean): Promise<void>
  /** One step of that. */
  turns(): Promise<void>
  /** From now on timers are late by so much, as in a busy process. */
  lateBy(ms: number): void
}

const IDLE_TURNS = 20_000

/** A clock that stands still while sockets work, so that the times depend only on the link, not on this machine. */
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
