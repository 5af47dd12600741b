import { cancellation } from '../flow/cancellation'
import type { Signal } from '../ports'
import type { Part } from './plan'

export interface PartPool {
  /** How many parts may be sent at a time; asked again each time one has ended. */
  parallel(): number
  /** Whether another part may begin: not while the user pauses, the app is hidden or there is no network. */
  mayBegin(): boolean
  /** Sends one part, with all its retries. A rejection ends the whole upload. */
  send(part: Part, signal: Signal): Promise<void>
}

/**
 * Sends parts, several at a time. Resolves when all parts that began have ended; some are left if `mayBegin` was false.
 * After a failure cancels the others, waits until they have ended, so that the caller can close the file, and rejects.
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
