import type { MultipartTicket, SignedParts, StoredFile } from '../../contract'
import type { PartSum } from '../crc64/crc64'
import { asUploadError, type UploadError } from '../errors'
import { watchGate } from '../flow/attempt'
import type { Pace } from '../flow/pace'
import { type RetryContext, retrier } from '../flow/retry/retrier'
import type { Network, Signal } from '../ports'
import { type SendPart, sendWithRetry } from './part-retry'
import { type Part, partsOf } from './plan'
import { runPool } from './pool'
import { partSignatures } from './signatures'

type ArrivedParts = ReadonlyMap<number, PartSum | undefined>

/** An upload by parts, as far as it has got. */
export interface Begun {
  ticket: MultipartTicket
  /** The parts that OSS holds, by number, with their checksums as far as they are known: these are not sent again. */
  arrived: ArrivedParts
}

/**
 * The acts of one upload by parts. Each rejects with an `UploadError`; `sign` and `resume` have then used all retries.
 */
export interface PartActs {
  /** Waits for a place, checks that the file is still the same, and opens it while `work` runs. */
  withFile(work: (send: SendPart) => Promise<void>): Promise<void>
  /** Asks for more signatures, from that part on. */
  sign(from: number): Promise<SignedParts>
  /** Asks which parts OSS holds, and for a fresh ticket. */
  resume(): Promise<Begun>
  /** Has the backend complete the parts, or learns that they are completed. Does not retry. */
  complete(arrived: ArrivedParts): Promise<StoredFile>
  onArrived(part: Part, sum: PartSum | undefined): void
  /** Nothing is being sent: the upload waits for its turn, its next attempt or the end of a pause. */
  idle(): void
}

export interface Conditions {
  retry: RetryContext
  pace: Pace
  network(): Network
}

/**
 * Takes an upload by parts from the ticket to the stored file: sends the missing parts, then has them completed.
 * Retries after temporary failures. Parts being sent share one renewal of expired signatures. Sends no part that has
 * arrived.
 */
export async function runMultipart(
  begun: Begun & { size: number },
  acts: PartActs,
  { retry, pace, network }: Conditions,
  signal: Signal,
): Promise<StoredFile> {
  const { clock, gate } = retry
  const parts = partsOf(begun.size, begun.ticket.partSize)
  const signatures = partSignatures(begun.ticket, acts.sign, clock)
  const arrived = new Map(begun.arrived)
  const completing = retrier(retry, signal)
  /** OSS no longer knows the upload, so the file may be stored: ask the backend before sending anything. */
  let mayBeStored = false

  const missing = (): Part[] => (mayBeStored ? [] : parts.filter(({ number }) => !arrived.has(number)))

  const sendMissing = (): Promise<void> =>
    acts.withFile((send) => {
      const onArrived = (part: Part, sum: PartSum | undefined): void => {
        arrived.set(part.number, sum)
        acts.onArrived(part, sum)
      }
      const sendOne = sendWithRetry({ signatures, send, onArrived, hasArrived: () => arrived.size > 0, retry, pace })
      const mayBegin = (): boolean => gate.obstacle() === undefined
      return runPool(missing(), { parallel: () => pace.parallel(network()), mayBegin, send: sendOne }, signal)
    })

  /** After `already-exists`, the next step is to ask whether the file is stored. Throws any other failure. */
  const orStored = (thrown: unknown): void => {
    const error = asUploadError(thrown)
    if (error.code !== 'already-exists' || signal.stopped || mayBeStored) throw error
    mayBeStored = true
  }

  const startOver = async (): Promise<void> => {
    mayBeStored = false
    const held = await acts.resume()
    arrived.clear()
    for (const [number, sum] of held.arrived) arrived.set(number, sum)
    signatures.replace(held.ticket)
  }

  /** After `complete` failed: prepares the next attempt, or throws a final failure. */
  const recover = async (error: UploadError, obstructed: boolean): Promise<void> => {
    const next = completing.after(error, { obstructed, confirming: true })
    if (signal.stopped || next.step === 'fail' || next.step === 'complete') throw error
    acts.idle()
    if (next.step === 'again') await completing.wait(error, next)
    else await startOver().catch(orStored)
  }

  for (;;) {
    acts.idle()
    await gate.passable(signal)
    if (missing().length > 0) await sendMissing().catch(orStored)
    // An obstacle came in between.
    if (missing().length > 0) continue
    const watched = watchGate(gate)
    completing.begin()
    try {
      return await acts.complete(arrived)
    } catch (thrown) {
      await recover(asUploadError(thrown), watched.wasShut())
    } finally {
      watched.end()
    }
  }
}
