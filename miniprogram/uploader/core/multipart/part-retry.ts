import type { PartSum } from '../crc64/crc64'
import { asUploadError, type UploadError } from '../errors'
import { attemptWhile, watchGate } from '../flow/attempt'
import type { Pace } from '../flow/pace'
import { type Retrier, type RetryContext, retrier } from '../flow/retry/retrier'
import { isConnectionFailure } from '../flow/retry/retry'
import type { Signal } from '../ports'
import type { Part } from './plan'
import type { PartSignatures, SignedPart } from './signatures'

/** One attempt at one part. Calls `onMoved` when it begins to send, and whenever bytes move. */
export type SendPart = (
  part: Part,
  signed: SignedPart,
  signal: Signal,
  onMoved: () => void,
) => Promise<PartSum | undefined>

export interface PartRetryOptions {
  signatures: PartSignatures
  send: SendPart
  onArrived(part: Part, sum: PartSum | undefined): void
  /** Whether any part of this upload has arrived. */
  hasArrived(): boolean
  retry: RetryContext
  pace: Pace
}

type Tried = { sum: PartSum | undefined } | { failure: UploadError; obstructed: boolean }

/**
 * Makes a function that sends one part, with retries. It resolves when the part has arrived, or when an obstacle came in
 * between and the part is left; it rejects with a final failure.
 *
 * Once a part has arrived, no outage ends the upload: a train passes many tunnels, and nothing has to be sent twice. The
 * signatures expire within hours, and the backend refuses further ones when the upload's token has expired. A bucket
 * that has taken nothing yet may be one that this device can never reach, so patience ends there as it does for a form.
 */
export function sendWithRetry({ signatures, send, onArrived, hasArrived, retry, pace }: PartRetryOptions) {
  const { gate } = retry
  const patienceMs = (): number => (hasArrived() ? Number.POSITIVE_INFINITY : retry.patienceMs)

  async function attempt(part: Part, signed: SignedPart, retries: Retrier, stop: Signal): Promise<Tried> {
    const watched = watchGate(gate)
    const trying = attemptWhile(stop, gate)
    try {
      return { sum: await send(part, signed, trying.signal, () => retries.moved(false)) }
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
  async function recover(failure: UploadError, batch: number, retries: Retrier): Promise<void> {
    const { code, retryAfterMs } = asInterrupted(failure)
    // Another part found the same signatures too old and has already asked for fresh ones.
    if (code === 'ticket-expired' && !signatures.refused(batch)) return
    const next = retries.after({ code, retryAfterMs }, {})
    if (next.step === 'fail' || next.step === 'complete') throw failure
    if (next.step === 'again') await retries.wait(failure, next)
  }

  return async (part: Part, stop: Signal): Promise<void> => {
    const retries = retrier(retry, stop, patienceMs)
    for (;;) {
      const signed = await signatures.of(part.number)
      const slowed = pace.slowed()
      retries.begin()
      const tried = await attempt(part, signed, retries, stop)
      if ('sum' in tried) {
        pace.faster()
        onArrived(part, tried.sum)
        return
      }
      if (tried.obstructed) return
      if (isTooMuch(tried.failure)) pace.slower(part.length, slowed)
      await recover(tried.failure, signed.batch, retries)
    }
  }
}

const isTooMuch = ({ code }: UploadError): boolean => code === 'timeout' || code === 'out-of-memory'

const asInterrupted = ({ code, retryAfterMs }: UploadError): Pick<UploadError, 'code' | 'retryAfterMs'> =>
  code === 'cancelled' ? { code: 'interrupted', retryAfterMs } : { code, retryAfterMs }
