import type { FormTicket, StoredFile } from '../../contract'
import { asUploadError, UploadError } from '../errors'
import { watchGate } from '../flow/attempt'
import { type RetryContext, retrier } from '../flow/retry/retrier'
import type { HttpAnswer, Signal } from '../ports'
import { readPostAnswer } from './post-form'

/** A ticket, and when it arrived on this device's clock, ms. */
export interface HeldTicket {
  ticket: FormTicket
  at: number
}

/** What a send tells while it goes on. */
export interface Sending {
  /** Bytes have moved. `isNews`: more of them than in any attempt before. */
  onMoved(isNews: boolean): void
  /** The network has taken the last byte; the answer is still to come. */
  onAllSent(): void
}

/** The acts of one upload by form. Each rejects with an `UploadError`; only `renew` retries. */
export interface FormActs {
  /** Waits for a place among the files being sent, and then runs `work`, which may release the place before it ends. */
  inPlace<T>(work: (release: () => void) => Promise<T>): Promise<T>
  send(held: HeldTicket, sending: Sending): Promise<HttpAnswer>
  /** Asks the backend whether the file is stored; the backend then confirms it. */
  confirm(held: HeldTicket): Promise<StoredFile>
  /** Asks for a fresh ticket for the same key. If it rejects, all retries are used up. */
  renew(held: HeldTicket): Promise<HeldTicket>
  isStale(held: HeldTicket): boolean
  /** Nothing is being sent: the upload waits for its turn, its next attempt or the end of a pause. */
  idle(): void
}

/**
 * Takes an upload by form from the ticket to the stored file: sends it, then confirms it unless the answer already did.
 * Retries after temporary failures. Never sends again what may be stored: it asks the backend first.
 */
export async function runForm(
  first: HeldTicket,
  acts: FormActs,
  context: RetryContext,
  signal: Signal,
): Promise<StoredFile> {
  const { gate } = context
  const retries = retrier(context, signal)
  let held = first
  let mayBeStored = false
  let wasAnswered = false
  let renewalFailed = false
  /** The failure that has swallowed the answer to the last send. */
  let lostBy: UploadError | undefined

  /** That the file is not there is only the consequence: the user needs to hear of the cause. */
  const causeOf = (error: UploadError): UploadError => (error.code === 'not-stored' ? (lostBy ?? error) : error)

  const renew = async (): Promise<void> => {
    renewalFailed = true
    held = await acts.renew(held)
    renewalFailed = false
  }
  /** The turn may come long after the ticket did, and during a pause. */
  const sendInTurn = (): Promise<HttpAnswer> =>
    acts.inPlace(async (release) => {
      if (gate.obstacle()) throw new UploadError('interrupted')
      if (acts.isStale(held)) await renew()
      retries.begin()
      return acts.send(held, { onMoved: retries.moved, onAllSent: release })
    })
  const attempt = async (): Promise<StoredFile> => {
    retries.begin()
    if (!mayBeStored) {
      const confirmed = readPostAnswer(await sendInTurn())
      if (confirmed) return confirmed
      // Only once: if the file is never found, sending it again and again is no progress.
      retries.moved(!wasAnswered)
      wasAnswered = true
      mayBeStored = true
      lostBy = undefined
    }
    return acts.confirm(held)
  }

  /** Prepares the next attempt, or throws a final failure. */
  const recover = async (error: UploadError, obstructed: boolean): Promise<void> => {
    if (error.code === 'not-confirmed' && error.cause instanceof UploadError) lostBy = error.cause
    const next = retries.after(error, { obstructed, confirming: mayBeStored })
    if (signal.stopped || renewalFailed || next.step === 'fail') throw causeOf(error)
    mayBeStored = next.step === 'complete' || (mayBeStored && error.code !== 'not-stored')
    acts.idle()
    if (next.step === 'renew') await renew()
    if (next.step === 'again') await retries.wait(error, next)
  }

  for (;;) {
    acts.idle()
    await gate.passable(signal)
    const watched = watchGate(gate)
    try {
      return await attempt()
    } catch (thrown) {
      await recover(asUploadError(thrown), watched.wasShut())
    } finally {
      watched.end()
    }
  }
}
