import { cancellation, type Signal } from '../flow/cancellation'
import type { Part } from './plan'

export interface PartPool {
  /** How many may be on their way now: asked each time one has ended. */
  parallel(): number
  /** Whether another may begin: not while the user pauses, the app is hidden or the network gone. */
  mayBegin(): boolean
  /** Sends one part, however often that takes. A rejection is final for all. */
  send(part: Part, signal: Signal): Promise<void>
}

/**
 * Sends parts, several at a time. Resolves when all that were begun have ended: some may be left over, if no more
 * could begin. Rejects with the first failure, after the others were called off and have ended too, so that whoever
 * owns the file may close it.
 */
export function runPool(parts: readonly Part[], pool: PartPool, signal: Signal): Promise<void> {
  const waiting = [...parts]
  const own = cancellation()
  const unsubscribe = signal.subscribe(own.stop)
  let running = 0
  let failure: { reason: unknown } | undefined

  return new Promise<void>((resolve, reject) => {
    const fail = (reason: unknown): void => {
      failure ??= { reason }
      own.stop()
    }
    const begin = (part: Part): void => {
      running += 1
      pool
        .send(part, own.signal)
        .catch(fail)
        .then(() => {
          running -= 1
          fill()
        })
    }
    const fill = (): void => {
      while (!failure && !own.signal.stopped && running < pool.parallel() && pool.mayBegin()) {
        const part = waiting.shift()
        if (!part) break
        begin(part)
      }
      if (running > 0) return
      if (failure) reject(failure.reason)
      else resolve()
    }
    fill()
  }).finally(unsubscribe)
}
