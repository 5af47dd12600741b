import type { LinkClock } from './clock'

/** A sender of bytes. */
export interface Sender {
  /** How many bytes it could send now. */
  ready(): number
  /** Called when `size` bytes leave. */
  send(size: number): void
}

/** The shared line in one direction: bytes leave at the bandwidth, and senders take turns of a packet or two. */
export interface Line {
  /** Call it when a sender has bytes; further calls do nothing. */
  offer(sender: Sender): void
  withdraw(sender: Sender): void
  /** Bytes a second from now on; 0 stops the line. */
  setBandwidth(bandwidth: number): void
  /** Bytes that have left so far. */
  bytes(): number
}

/** How much an idle line may send at once, as time at its bandwidth; timers are late by about as much. */
const BURST_MS = 10

/** Short turns are fairer, long turns are cheaper; the minimum is a packet. */
const turnOf = (bandwidth: number): number => Math.min(64 * 1024, Math.max(1460, Math.round(bandwidth * 0.002)))

export function createLine(clock: LinkClock): Line {
  const queue: Sender[] = []
  let bandwidth = Number.POSITIVE_INFINITY
  // The time when the last byte leaves. It may be in the past, so that a late timer does not lower the rate.
  let free = Number.NEGATIVE_INFINITY
  let bytes = 0
  let cancelTimer: (() => void) | undefined
  let isRunning = false

  /** Sends what is due, and sets a timer for the end of the next turn. */
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
