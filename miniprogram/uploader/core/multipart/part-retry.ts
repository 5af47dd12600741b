import type { Crc64 } from '../crc64/crc64'
import { asUploadError, type UploadError } from '../errors'
import { attemptWhile, watchGate } from '../flow/attempt'
import type { Pace } from '../flow/pace'
import { isConnectionFailure, NO_TRIES, nextStep, type RetryLimits, type Tries } from '../flow/retry'
import { sleep } from '../flow/waiting'
import type { RetryContext } from '../flow/with-retry'
import type { Signal } from '../ports'
import type { Part } from './plan'
import type { PartSignatures, SignedPart } from './signatures'

/** One attempt at one part. */
export type SendPart = (part: Part, signed: SignedPart, signal: Signal) => Promise<Crc64>

export interface PartRetryOptions {
  signatures: PartSignatures
  send: SendPart
  onArrived(part: Part, crc: Crc64): void
  retry: RetryContext
  pace: Pace
}

/** A part has more retries than a form: a train passes many tunnels, and each part that arrives is progress. */
const PART_LIMITS: RetryLimits = { backoffs: 8, baseMs: 1_000, capMs: 20_000 }

type Tried = { crc: Crc64 } | { failure: UploadError; obstructed: boolean }

/**
 * Makes a function that sends one part, with retries. It resolves when the part has arrived, or when an obstacle came in
 * between and the part is left; it rejects with a final failure.
 */
export function sendWithRetry({ signatures, send, onArrived, retry, pace }: PartRetryOptions) {
  const { clock, gate, random } = retry

  async function attempt(part: Part, signed: SignedPart, stop: Signal): Promise<Tried> {
    const watched = watchGate(gate)
    const trying = attemptWhile(stop, gate)
    try {
      return { crc: await send(part, signed, trying.signal) }
    } catch (thrown) {
      const failure = asUploadError(thrown)
      if (stop.stopped) throw failure
      // The upload was not cancelled: the user paused it, or the platform aborted the request by itself.
      const isBroken = failure.code === 'cancelled' || isConnectionFailure(failure.code)
      return { failure, obstructed: isBroken && watched.wasShut() }
    } finally {
      trying.end()
      watched.end()
    }
  }

  /** Prepares the next attempt, or throws a final failure. */
  async function recover(failure: UploadError, batch: number, tries: Tries, stop: Signal): Promise<Tries> {
    const { code, retryAfterMs } = asInterrupted(failure)
    // Another part found the same signatures too old and has already asked for fresh ones.
    if (code === 'ticket-expired' && !signatures.refused(batch)) return tries
    const failed = { code, retryAfterMs, obstructed: false, confirming: false }
    const next = nextStep(failed, tries, random(), PART_LIMITS)
    if (next.step === 'fail' || next.step === 'complete') throw failure
    if (next.step === 'again') await sleep(clock, next.afterMs, stop)
    return next.tries
  }

  return async (part: Part, stop: Signal): Promise<void> => {
    let tries = NO_TRIES
    for (;;) {
      const signed = await signatures.of(part.number)
      const slowed = pace.slowed()
      const tried = await attempt(part, signed, stop)
      if ('crc' in tried) {
        pace.faster()
        onArrived(part, tried.crc)
        return
      }
      if (tried.obstructed) return
      if (isTooMuch(tried.failure)) pace.slower(part.length, slowed)
      tries = await recover(tried.failure, signed.batch, tries, stop)
    }
  }
}

const isTooMuch = ({ code }: UploadError): boolean => code === 'timeout' || code === 'out-of-memory'

const asInterrupted = ({ code, retryAfterMs }: UploadError): Pick<UploadError, 'code' | 'retryAfterMs'> =>
  code === 'cancelled' ? { code: 'interrupted', retryAfterMs } : { code, retryAfterMs }
