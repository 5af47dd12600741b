import type { StoredFile, Ticket } from '../contract'
import type { Signal } from './cancellation'
import { asUploadError, type UploadError } from './errors'
import type { Patience } from './persistence'
import type { HttpAnswer } from './ports'
import { readPostAnswer } from './post-answer'
import { type NextStep, NO_TRIES, nextStep } from './retry'
import { sleep } from './waiting'

/** The acts of one upload that has its ticket. Each rejects with an `UploadError`, and none retries. */
export interface Acts {
  /** Sends the file. Rejects with `not-confirmed` when all bytes left but no answer came. */
  send(ticket: Ticket): Promise<HttpAnswer>
  /** Asks the backend whether it is stored, which makes it so. */
  confirm(ticket: Ticket): Promise<StoredFile>
  /** A fresh ticket for the same key. */
  renew(ticket: Ticket): Promise<Ticket>
  isStale(ticket: Ticket): boolean
}

/**
 * From ticket to stored file: send, then confirm unless the answer already did; what fails in passing is done again.
 * Nothing is sent a second time that may be stored: the backend is asked first.
 */
export async function deliver(first: Ticket, acts: Acts, patience: Patience, signal: Signal): Promise<StoredFile> {
  let ticket = first
  let tries = NO_TRIES
  let mayBeStored = false

  const attempt = async (): Promise<StoredFile> => {
    if (!mayBeStored) {
      if (acts.isStale(ticket)) ticket = await acts.renew(ticket)
      const confirmed = readPostAnswer(await acts.send(ticket))
      if (confirmed) return confirmed
      mayBeStored = true
    }
    return acts.confirm(ticket)
  }

  for (;;) {
    await patience.gate.passable(signal)
    try {
      return await attempt()
    } catch (thrown) {
      const error = asUploadError(thrown)
      const next = stepAfter(error)
      tries = next.tries
      if (next.step === 'renew') ticket = await acts.renew(ticket)
      if (next.step === 'again') await sleep(patience.clock, next.afterMs, signal)
      mayBeStored = next.step === 'complete' || (mayBeStored && error.code !== 'not-stored')
    }
  }

  function stepAfter(error: UploadError): Exclude<NextStep, { step: 'fail' }> {
    if (signal.stopped) throw error
    const obstructed = patience.gate.obstacle() !== undefined
    // Only the user's own pause ends a send as `cancelled` while the upload itself goes on.
    if (error.code === 'cancelled' && obstructed) return { step: 'again', afterMs: 0, tries }
    const next = nextStep({ code: error.code, obstructed }, tries, patience.random())
    if (next.step === 'fail') throw error
    return next
  }
}
