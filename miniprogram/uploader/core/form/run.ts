import type { FormTicket, StoredFile } from '../../contract'
import { asUploadError, UploadError } from '../errors'
import { watchGate } from '../flow/attempt'
import { NO_TRIES, nextStep } from '../flow/retry'
import { sleep } from '../flow/waiting'
import type { RetryContext } from '../flow/with-retry'
import type { HttpAnswer, Signal } from '../ports'
import { readPostAnswer } from './post-form'

/** A ticket, and when it arrived on this device's clock, ms. */
export interface HeldTicket {
  ticket: FormTicket
  at: number
}

/** The acts of one upload by form. Each rejects with an `UploadError`; only `renew` retries. */
export interface FormActs {
  /** Waits for a place among the files being sent, and then runs `work`. */
  inPlace<T>(work: () => Promise<T>): Promise<T>
  send(held: HeldTicket): Promise<HttpAnswer>
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
  { clock, gate, random }: RetryContext,
  signal: Signal,
): Promise<StoredFile> {
  let held = first
  let tries = NO_TRIES
  let mayBeStored = false
  let renewalFailed = false

  const renew = async (): Promise<void> => {
    renewalFailed = true
    held = await acts.renew(held)
    renewalFailed = false
  }
  /** The turn may come long after the ticket did, and during a pause. */
  const sendInTurn = (): Promise<HttpAnswer> =>
    acts.inPlace(async () => {
      if (gate.obstacle()) throw new UploadError('interrupted')
      if (acts.isStale(held)) await renew()
      return acts.send(held)
    })
  const attempt = async (): Promise<StoredFile> => {
    if (!mayBeStored) {
      const confirmed = readPostAnswer(await sendInTurn())
      if (confirmed) return confirmed
      mayBeStored = true
    }
    return acts.confirm(held)
  }

  /** Prepares the next attempt, or throws a final failure. */
  const recover = async (error: UploadError, obstructed: boolean): Promise<void> => {
    const { code, retryAfterMs } = error
    const next = nextStep({ code, retryAfterMs, obstructed, confirming: mayBeStored }, tries, random())
    if (signal.stopped || renewalFailed || next.step === 'fail') throw error
    tries = next.tries
    mayBeStored = next.step === 'complete' || (mayBeStored && error.code !== 'not-stored')
    acts.idle()
    if (next.step === 'renew') await renew()
    if (next.step === 'again') await sleep(clock, next.afterMs, signal)
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
