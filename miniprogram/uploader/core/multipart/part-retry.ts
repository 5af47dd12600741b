import type { Crc64 } from '../crc64/crc64'
import { asUploadError, type UploadError } from '../errors'
import { attemptWhile } from '../flow/attempt'
import type { Signal } from '../flow/cancellation'
import type { Pace } from '../flow/pace'
import { isConnectionFailure, NO_TRIES, nextStep, type RetryLimits, type Tries } from '../flow/retry'
import { sleep } from '../flow/waiting'
import { watchGate } from '../flow/watch'
import type { RetryContext } from '../flow/with-retry'
import type { Part } from './plan'
import type { PartSignatures, SignedPart } from './signatures'

/** One attempt at one part. */
export type SendPart = (part: Part, signed: SignedPart, signal: Signal) => Promise<Crc64>

export interface PartRetryOptions {
  signatures: PartSignatures
  send: SendPart
  onArrived(part: Part, crc: Crc64): void
  patience: RetryContext
  pace: Pace
}

/** Of one part: a train goes through many tunnels, and nothing that has arrived is lost meanwhile. */
const PART_LIMITS: RetryLimits = { backoffs: 8, baseMs: 1_000, capMs: 20_000 }

type Tried = { crc: Crc64 } | { failure: UploadError; obstructed: boolean }

/** Sends a part until it has arrived, or something is in the way: then it is left over. Rejects with what is final. */
export function sendWithRetry({ signatures, send, onArrived, patience, pace }: PartRetryOptions) {
  const { clock, gate, random } = patience

  async function attempt(part: Part, signed: SignedPart, stop: Signal): Promise<Tried> {
    const watched = watchGate(gate)
    const trying = attemptWhile(stop, gate)
    try {
      return { crc: await send(part, signed, trying.signal) }
    } catch (thrown) {
      const failure = asUploadError(thrown)
      if (stop.stopped) throw failure
      // Nobody cancelled the upload: the user paused it, or the platform aborted by itself.
      const isBroken = failure.code === 'cancelled' || isConnectionFailure(failure.code)
      return { failure, obstructed: isBroken && watched.wasShut() }
    } finally {
      trying.end()
      watched.end()
    }
  }

  /** Gets ready for the next attempt, or throws what is final. */
  async function recover(failure: UploadError, batch: number, tries: Tries, stop: Signal): Promise<Tries> {
    const { code, retryAfterMs } = asInterrupted(failure)
    // Another part has found those signatures too old already, and has asked for fresh ones.
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
