import type { MultipartTicket, SignedParts, StoredFile } from '../../contract'
import type { Crc64 } from '../crc64/crc64'
import { asUploadError, type UploadError } from '../errors'
import type { Signal } from '../flow/cancellation'
import type { Pace } from '../flow/pace'
import { NO_TRIES, nextStep } from '../flow/retry'
import { sleep } from '../flow/waiting'
import { watchGate } from '../flow/watch'
import type { RetryContext } from '../flow/with-retry'
import type { Network } from '../ports'
import { type SendPart, sendWithRetry } from './part-retry'
import { type Part, partsOf } from './plan'
import { runPool } from './pool'
import { partSignatures } from './signatures'

/** An upload by parts, as far as it is. */
export interface Begun {
  ticket: MultipartTicket
  /** What need not be sent any more: by part, what OSS holds of it. */
  arrived: ReadonlyMap<number, Crc64>
}

/** The acts of one upload by parts. Each rejects with an `UploadError`; those that ask the backend have tried hard. */
export interface PartActs {
  /** Opens the file, if it is still the same, for as long as the work takes, and once there is a place for it. */
  withFile(work: (send: SendPart) => Promise<void>): Promise<void>
  /** More signatures, from that part on. */
  sign(from: number): Promise<SignedParts>
  /** What OSS holds, with a fresh ticket. */
  resume(): Promise<Begun>
  /** Has the parts put together, or learns that they are. Whoever calls repeats it. */
  complete(arrived: ReadonlyMap<number, Crc64>): Promise<StoredFile>
  onArrived(part: Part, crc: Crc64): void
  /** Nothing is on its way: the upload waits for its turn, its next try or the end of a pause. */
  rest(): void
}

export interface Conditions {
  patience: RetryContext
  pace: Pace
  network(): Network
}

/**
 * From ticket to stored file: sends the parts that are missing, then has them put together. What fails in passing is
 * done again; signatures that ran out are renewed once for all parts on their way; what has arrived is not sent again.
 */
export async function runMultipart(
  begun: Begun & { size: number },
  acts: PartActs,
  { patience, pace, network }: Conditions,
  signal: Signal,
): Promise<StoredFile> {
  const { clock, gate, random } = patience
  const parts = partsOf(begun.size, begun.ticket.partSize)
  const signatures = partSignatures(begun.ticket, acts.sign, clock)
  const arrived = new Map(begun.arrived)
  let tries = NO_TRIES
  /** OSS knows the upload no more, so it may be stored already: the backend is asked before anything is sent. */
  let mayBeStored = false

  const missing = (): Part[] => (mayBeStored ? [] : parts.filter(({ number }) => !arrived.has(number)))

  const sendMissing = (): Promise<void> =>
    acts.withFile((send) => {
      const onArrived = (part: Part, crc: Crc64): void => {
        arrived.set(part.number, crc)
        acts.onArrived(part, crc)
      }
      const sendOne = sendWithRetry({ signatures, send, onArrived, patience, pace })
      const mayBegin = (): boolean => gate.obstacle() === undefined
      return runPool(missing(), { parallel: () => pace.parallel(network()), mayBegin, send: sendOne }, signal)
    })

  /** What is asked for next is whether it is stored; anything but that is final. */
  const orStored = (thrown: unknown): void => {
    const error = asUploadError(thrown)
    if (error.code !== 'already-exists' || signal.stopped || mayBeStored) throw error
    mayBeStored = true
  }

  const startOver = async (): Promise<void> => {
    mayBeStored = false
    const held = await acts.resume()
    arrived.clear()
    for (const [number, crc] of held.arrived) arrived.set(number, crc)
    signatures.replace(held.ticket)
  }

  /** The backend did not say that it is stored. Gets ready to ask again, or throws what is final. */
  const recover = async (error: UploadError, obstructed: boolean): Promise<void> => {
    const { code, retryAfterMs } = error
    const next = nextStep({ code, retryAfterMs, obstructed, confirming: true }, tries, random())
    if (signal.stopped || next.step === 'fail' || next.step === 'complete') throw error
    tries = next.tries
    acts.rest()
    if (next.step === 'again') await sleep(clock, next.afterMs, signal)
    else await startOver().catch(orStored)
  }

  for (;;) {
    acts.rest()
    await gate.passable(signal)
    if (missing().length > 0) await sendMissing().catch(orStored)
    // Something came in the way.
    if (missing().length > 0) continue
    const watched = watchGate(gate)
    try {
      return await acts.complete(arrived)
    } catch (thrown) {
      await recover(asUploadError(thrown), watched.wasShut())
    } finally {
      watched.end()
    }
  }
}
