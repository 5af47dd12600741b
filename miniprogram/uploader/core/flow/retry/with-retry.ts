import { asUploadError } from '../../errors'
import type { Signal } from '../../ports'
import { watchGate } from '../attempt'
import { type RetryContext, retrier } from './retrier'

/** Calls the backend, and retries after temporary failures. Waits while the gate is shut. */
export async function withRetry<T>(call: () => Promise<T>, context: RetryContext, signal: Signal): Promise<T> {
  const { gate } = context
  const retries = retrier(context, signal)
  for (;;) {
    await gate.passable(signal)
    const watched = watchGate(gate)
    retries.begin()
    try {
      return await call()
    } catch (thrown) {
      const error = asUploadError(thrown)
      const next = retries.after(error, { obstructed: watched.wasShut() })
      if (next.step !== 'again') throw error
      await retries.wait(error, next)
    } finally {
      watched.end()
    }
  }
}
