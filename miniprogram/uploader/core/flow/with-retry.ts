import { asUploadError } from '../errors'
import type { Clock, Signal } from '../ports'
import { watchGate } from './attempt'
import type { Gate } from './gate'
import { NO_TRIES, nextStep } from './retry'
import { sleep } from './waiting'

/** What a retry depends on. */
export interface RetryContext {
  clock: Clock
  /** 0 ≤ x < 1. */
  random: () => number
  gate: Gate
}

/** Calls the backend, and retries after temporary failures. Waits while the gate is shut. */
export async function withRetry<T>(
  call: () => Promise<T>,
  { clock, random, gate }: RetryContext,
  signal: Signal,
): Promise<T> {
  let tries = NO_TRIES
  for (;;) {
    await gate.passable(signal)
    const watched = watchGate(gate)
    try {
      return await call()
    } catch (thrown) {
      const error = asUploadError(thrown)
      const { code, retryAfterMs } = error
      const failure = { code, retryAfterMs, obstructed: watched.wasShut(), confirming: false }
      const next = nextStep(failure, tries, random())
      if (next.step !== 'again') throw error
      tries = next.tries
      await sleep(clock, next.afterMs, signal)
    } finally {
      watched.end()
    }
  }
}
