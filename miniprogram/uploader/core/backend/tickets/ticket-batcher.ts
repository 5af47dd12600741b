import type { FileDeclaration, Ticket } from '../../../contract'
import { asUploadError, UploadError } from '../../errors'
import { cancellation, NEVER } from '../../flow/cancellation'
import { type OnWait, toAll } from '../../flow/retry/retry-waits'
import type { Clock, Signal } from '../../ports'
import { type Callable, ticketCalls } from './ticket-calls'

/** What a ticket is for. Uploads with the same purpose may share a call. */
export interface Purpose {
  route: string
  input: unknown
}

/** A place in the next ticket call. */
export interface Slot {
  /**
   * Asks for the ticket of a file; call it once. The signal ends the wait of this file only: the call itself is
   * cancelled when all files in it have stopped waiting.
   */
  declare(file: FileDeclaration, waiting: Waiting): Promise<Ticket>
}

/** How a file waits for its ticket. */
export interface Waiting {
  signal: Signal
  /** Is told of the waits between the retries of the call. */
  onWait: OnWait
}

export interface TicketBatcher {
  /**
   * Takes a place in the next ticket call at once, and runs `work`, which measures a file and then declares it. So
   * uploads that begin in one tick share one call, however long each takes to measure. If the work ends without a
   * declaration, the place is released and the call does not wait for it.
   */
  withSlot<T>(purpose: Purpose, work: (slot: Slot) => Promise<T>): Promise<T>
}

/** Asks the backend for the tickets of one call: one outcome for each file, in order. */
export type Ask = (
  purpose: Purpose,
  files: FileDeclaration[],
  waiting: Waiting & { callSignal: Signal },
) => Promise<(Ticket | UploadError)[]>

export function ticketBatcher(ask: Ask, clock: Clock): TicketBatcher {
  let open: Batch | undefined

  const openBatch = (): Batch => {
    const batch = newBatch(ask)
    clock.after(0, () => {
      open = undefined
      batch.close()
    })
    return batch
  }
  return {
    async withSlot(purpose, work) {
      open ??= openBatch()
      return open.withSlot(purpose, work)
    },
  }
}

interface Batch extends TicketBatcher {
  /** Takes no more slots. Asks as soon as each slot is declared or released. */
  close(): void
}

interface Declared extends Callable, Waiting {
  /** The number of the slot: files are asked for in the order of their slots, however long each took to measure. */
  place: number
  purpose: Purpose
  resolve: (ticket: Ticket) => void
  reject: (error: UploadError) => void
}

function newBatch(ask: Ask): Batch {
  const declared: Declared[] = []
  let slots = 0
  let undecided = 0
  let closed = false

  const askWhenAllDecided = (): void => {
    if (!closed || undecided > 0) return
    const inOrder = declared.sort((a, b) => a.place - b.place)
    for (const group of ticketCalls(inOrder)) void serve(group, ask)
  }
  const decide = (): void => {
    undecided -= 1
    askWhenAllDecided()
  }
  return {
    async withSlot(purpose, work) {
      const sameness = samenessOf(purpose)
      const place = slots
      let isDeclared = false
      slots += 1
      undecided += 1
      const declare: Slot['declare'] = (file, waiting) =>
        new Promise((resolve, reject) => {
          isDeclared = true
          declared.push({ place, purpose, sameness, file, ...waiting, resolve, reject })
          decide()
        })
      try {
        return await work({ declare })
      } finally {
        if (!isDeclared) decide()
      }
    },
    close() {
      closed = true
      askWhenAllDecided()
    },
  }
}

async function serve(group: Declared[], ask: Ask): Promise<void> {
  const [first] = group
  if (!first) return
  const waiting = whileAnyWaits(group)
  // The backend begins uploads by parts at OSS. If the call were cancelled, nobody could abort them.
  const callSignal = group.some(({ file }) => file.partSize !== undefined) ? NEVER : waiting.signal
  const outcomes = await ask(
    first.purpose,
    group.map(({ file }) => file),
    { signal: waiting.signal, callSignal, onWait: toAll(group.map(({ onWait }) => onWait)) },
  ).catch((thrown: unknown) => group.map(() => asUploadError(thrown)))
  waiting.end()
  group.forEach(({ resolve, reject }, index) => {
    const outcome = outcomes[index] as Ticket | UploadError
    if ('code' in outcome) reject(outcome)
    else resolve(outcome)
  })
}

/** A signal that stops when the last of the group has stopped waiting. */
function whileAnyWaits(group: Declared[]): { signal: Signal; end(): void } {
  const call = cancellation()
  let left = group.length
  const unsubscribe = group.map(({ signal }) =>
    signal.subscribe(() => {
      left -= 1
      if (left === 0) call.stop()
    }),
  )
  return {
    signal: call.signal,
    end() {
      for (const stop of unsubscribe) stop()
    },
  }
}

/**
 * @throws UploadError `misuse` if JSON cannot hold the input: such an input must not fail the other files of a call.
 */
function samenessOf({ route, input }: Purpose): string {
  try {
    return JSON.stringify([route, input])
  } catch (thrown) {
    throw new UploadError('misuse', { params: { detail: `input: ${String(thrown)}` }, cause: thrown })
  }
}
