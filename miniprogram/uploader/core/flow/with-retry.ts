import { asUploadError } from '../errors'
import type { Clock } from '../ports'
import type { Signal } from './cancellation'
import type { Gate } from './gate'
import { NO_TRIES, nextStep } from './retry'
import { sleep } from './waiting'
import { watchGate } from './watch'

export interface RetryContext {
  clock: Clock
  random: () => number
  gate: Gate
}

/** Runs a call to the backend again while its failures are passing ones, and waits while the platform lets none through. */
export async function withRetry<T>(
  call: () => Promise<T>,
  { clock, random, gate }: RetryContext,
  signal: Signal,
): Promise<T> {
  let tries = NO_TRIES
  for (;;) {
    await gate.passable(signal)
    const attempt = watchGate(gate)
    try {
      return await call()
    } catch (thrown) {
      const error = asUploadError(thrown)
      const { code, retryAfterMs } = error
      const failure = { code, retryAfterMs, obstructed: attempt.wasShut(), confirming: false }
      const next = nextStep(failure, tries, random())
      if (next.step !== 'again') throw error
      tries = next.tries
      await sleep(clock, next.afterMs, signal)
    } finally {
      attempt.end()
    }
  }
}
