import type { LinkClock } from './clock'

/** Whoever has bytes for the line. */
export interface Sender {
  /** How many it could send now. */
  ready(): number
  /** So many of them have just left. */
  send(size: number): void
}

/** One direction: bytes leave one after another, at the bandwidth, in turns of a packet or two for each sender. */
export interface Line {
  /** To be called whenever a sender has bytes; more often does no harm. */
  offer(sender: Sender): void
  withdraw(sender: Sender): void
  /** Bytes a second from now on; 0: nothing moves. */
  setBandwidth(bandwidth: number): void
  /** Bytes that have left. */
  bytes(): number
}

/** How much a line that was idle may send at once, as time at its bandwidth: what a timer is late by. */
const BURST_MS = 10

/** Short turns are fair, long ones cost less; none is below a packet. */
const turnOf = (bandwidth: number): number => Math.min(64 * 1024, Math.max(1460, Math.round(bandwidth * 0.002)))

export function createLine(clock: LinkClock): Line {
  const queue: Sender[] = []
  let bandwidth = Number.POSITIVE_INFINITY
  // When the last byte has left, or will have: late timers are made up for, so that the rate holds over any time.
  let free = Number.NEGATIVE_INFINITY
  let bytes = 0
  let cancelTimer: (() => void) | undefined
  let isRunning = false

  /** Sends what is due, and sleeps until the next turn is over. */
  const run = (): void => {
    if (isRunning || bandwidth === 0) return
    isRunning = true
    cancelTimer?.()
    cancelTimer = undefined
    for (let sender = queue[0]; sender; sender = queue[0]) {
      const size = Math.min(sender.ready(), turnOf(bandwidth))
      const end = free + (size / bandwidth) * 1000
      const wait = end - clock.now()
      if (wait > 0) {
        cancelTimer = clock.after(wait, run)
        break
      }
      queue.shift()
      if (size === 0) continue
      free = end
      bytes += size
      sender.send(size)
      if (sender.ready() > 0 && !queue.includes(sender)) queue.push(sender)
    }
    isRunning = false
  }

  return {
    offer(sender) {
      if (queue.includes(sender) || sender.ready() === 0) return
      if (queue.length === 0) free = Math.max(free, clock.now() - BURST_MS)
      queue.push(sender)
      if (!cancelTimer) run()
    },
    withdraw(sender) {
      const place = queue.indexOf(sender)
      if (place >= 0) queue.splice(place, 1)
    },
    setBandwidth(next) {
      if (next === bandwidth) return
      bandwidth = next
      free = Math.max(free, clock.now() - BURST_MS)
      cancelTimer?.()
      cancelTimer = undefined
      run()
    },
    bytes: () => bytes,
  }
}
