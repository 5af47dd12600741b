import type { FormTicket, StoredFile } from '../../contract'
import { asUploadError, UploadError } from '../errors'
import type { Signal } from '../flow/cancellation'
import { NO_TRIES, nextStep } from '../flow/retry'
import { sleep } from '../flow/waiting'
import { watchGate } from '../flow/watch'
import type { RetryContext } from '../flow/with-retry'
import type { HttpAnswer } from '../ports'
import { readPostAnswer } from './post-answer'

/** A ticket, and when it came on this device's clock, ms. */
export interface Held {
  ticket: FormTicket
  at: number
}

/** The acts of one upload that has its ticket. Each rejects with an `UploadError`; none but `renew` retries. */
export interface FormActs {
  /** Does the work once there is a place for it among the files being sent. */
  inPlace<T>(work: () => Promise<T>): Promise<T>
  send(held: Held): Promise<HttpAnswer>
  /** Asks the backend whether it is stored, which makes it so. */
  confirm(held: Held): Promise<StoredFile>
  /** A fresh ticket for the same key. Has tried hard when it fails. */
  renew(held: Held): Promise<Held>
  isStale(held: Held): boolean
  /** Nothing is on its way: the upload waits for its turn, its next try or the end of a pause. */
  rest(): void
}

/**
 * From ticket to stored file: send, then confirm unless the answer already did; what fails in passing is done again.
 * Nothing is sent a second time that may be stored: the backend is asked first.
 */
export async function runForm(
  first: Held,
  acts: FormActs,
  patience: RetryContext,
  signal: Signal,
): Promise<StoredFile> {
  const { clock, gate, random } = patience
  let held = first
  let tries = NO_TRIES
  let mayBeStored = false
  let gaveUp = false

  const renew = async (): Promise<void> => {
    gaveUp = true
    held = await acts.renew(held)
    gaveUp = false
  }
  /** The turn may come long after the ticket did, and in the middle of a pause. */
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

  /** Gets ready for the next attempt, or throws what is final. */
  const recover = async (error: UploadError, obstructed: boolean): Promise<void> => {
    const { code, retryAfterMs } = error
    const next = nextStep({ code, retryAfterMs, obstructed, confirming: mayBeStored }, tries, random())
    if (signal.stopped || gaveUp || next.step === 'fail') throw error
    tries = next.tries
    mayBeStored = next.step === 'complete' || (mayBeStored && error.code !== 'not-stored')
    acts.rest()
    if (next.step === 'renew') await renew()
    if (next.step === 'again') await sleep(clock, next.afterMs, signal)
  }

  for (;;) {
    acts.rest()
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
