import type { FileDeclaration, Ticket } from '../../contract'
import { asUploadError, UploadError } from '../errors'
import { cancellation, type Signal } from '../flow/cancellation'
import type { Clock } from '../ports'
import { type Callable, ticketCalls } from './ticket-calls'

/** What a ticket is asked for: uploads with the same purpose may share a call. */
export interface Purpose {
  route: string
  input: unknown
}

/**
 * A place in the next ticket call, taken at once and filled when the file has been measured: so uploads begun in one
 * tick share one call, however long each takes to measure.
 */
export interface Slot {
  /** The call is called off only when everybody in it has stopped waiting. */
  declare(file: FileDeclaration, signal: Signal): Promise<Ticket>
  release(): void
}

/** Asks the backend for the tickets of one call; one outcome a file, in order. */
export type Ask = (purpose: Purpose, files: FileDeclaration[], signal: Signal) => Promise<(Ticket | UploadError)[]>

interface Declared extends Callable {
  /** Of the seat: files are asked for in the order they were given, however long each took to measure. */
  place: number
  purpose: Purpose
  signal: Signal
  resolve: (ticket: Ticket) => void
  reject: (error: UploadError) => void
}

export function ticketBatcher(ask: Ask, clock: Clock): { join(purpose: Purpose): Slot } {
  let open: Batch | undefined

  return {
    join(purpose) {
      if (!open) {
        const batch = newBatch(ask)
        open = batch
        clock.after(0, () => {
          open = undefined
          batch.close()
        })
      }
      return open.join(purpose)
    },
  }
}

interface Batch {
  join(purpose: Purpose): Slot
  /** Nobody else joins: ask as soon as every seat is filled or left. */
  close(): void
}

function newBatch(ask: Ask): Batch {
  const declared: Declared[] = []
  let seats = 0
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
    join(purpose) {
      const sameness = samenessOf(purpose)
      const place = seats
      seats += 1
      undecided += 1
      return {
        declare: (file, signal) =>
          new Promise((resolve, reject) => {
            declared.push({ place, purpose, sameness, file, signal, resolve, reject })
            decide()
          }),
        release: decide,
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
  const outcomes = await ask(
    first.purpose,
    group.map(({ file }) => file),
    waiting.signal,
  ).catch((thrown: unknown) => group.map(() => asUploadError(thrown)))
  waiting.end()
  group.forEach(({ resolve, reject }, index) => {
    const outcome = outcomes[index] as Ticket | UploadError
    if ('code' in outcome) reject(outcome)
    else resolve(outcome)
  })
}

/** Stops when the last of those who wait has stopped. */
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

/** @throws UploadError `misuse` for an input that JSON cannot hold: it must not take its neighbours down with it. */
function samenessOf({ route, input }: Purpose): string {
  try {
    return JSON.stringify([route, input])
  } catch (thrown) {
    throw new UploadError('misuse', { params: { detail: `input: ${String(thrown)}` }, cause: thrown })
  }
}
