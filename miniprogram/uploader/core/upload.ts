import type { FileDeclaration, FormTicket, StoredFile } from '../contract'
import type { LocalFile, UploadState, UploadTask } from './api'
import { cancellation, type Signal } from './cancellation'
import { type Acts, deliver, type Held } from './delivery'
import { asUploadError, UploadError } from './errors'
import { type Gate, pausable } from './gate'
import { assertUnchanged, inspect } from './inspect'
import type { Limiter } from './limiter'
import type { HttpAnswer, Ports } from './ports'
import { sendFile } from './send-file'
import { isEnded, type Run, stateOf } from './state'
import type { Seat } from './ticket-desk'
import { orStopped } from './waiting'

/** What an upload needs of the engine it runs in. */
export interface Surroundings {
  ports: Ports
  gate: Gate
  /** Places for files being sent. */
  places: Limiter
  confirm(upload: string, signal: Signal): Promise<StoredFile>
  /** A seat for the first ticket, or for a renewal. */
  seat(): Seat
}

/** Rather a fresh ticket than one that ends while the request is on its way, ms. */
const MARGIN_MS = 30_000

/** Begins one upload. It settles once, whatever happens, and leaves no listener, timer or request behind. */
export function startUpload(id: string, file: LocalFile, around: Surroundings): UploadTask {
  const { ports } = around
  const { clock } = ports
  const stop = cancellation()
  const gate = pausable(around.gate)
  const listeners = new Set<(state: UploadState) => void>()
  let run: Run = { phase: 'queued' }
  let furthest = 0

  const state = (): UploadState => stateOf(run, furthest, gate.obstacle())
  const tell = (listener: (state: UploadState) => void): void => {
    try {
      listener(state())
    } catch (thrown) {
      // An app's faulty listener must not end the upload, nor pass unseen.
      clock.after(0, () => {
        throw thrown
      })
    }
  }
  const report = (next: Run): void => {
    if (isEnded(run)) return
    run = next
    for (const listener of [...listeners]) tell(listener)
  }
  const stopWatching = gate.subscribe(() => report(run))

  async function perform(): Promise<StoredFile> {
    const seat = around.seat()
    const declaration = await orStopped(inspect(file, ports.files), stop.signal).catch((thrown: unknown) => {
      seat.leave()
      throw thrown
    })
    const held = await ticketFrom(seat, declaration)
    const acts: Acts = {
      inPlace: (work) => around.places.run(work, stop.signal),
      send: (current) => send(current, declaration.size),
      renew: ({ ticket }) => ticketFrom(around.seat(), { ...declaration, renew: ticket.upload }),
      isStale: ({ ticket, at }) => clock.now() - at > ticket.expiresIn * 1000 - MARGIN_MS,
      confirm({ ticket }) {
        begin({ phase: 'confirming' })
        return orStopped(around.confirm(ticket.upload, stop.signal), stop.signal)
      },
      rest: () => report({ phase: 'queued' }),
    }
    return deliver(held, acts, { clock, random: ports.random, gate }, stop.signal)
  }

  /** Tells what begins now. Whoever hears it may cancel, and then it does not begin. */
  function begin(next: Run): void {
    report(next)
    if (stop.signal.stopped) throw new UploadError('cancelled')
  }

  async function ticketFrom(seat: Seat, declaration: FileDeclaration): Promise<Held> {
    report({ phase: 'authorizing' })
    if (stop.signal.stopped) {
      seat.leave()
      throw new UploadError('cancelled')
    }
    const ticket = await orStopped(seat.declare(declaration, stop.signal), stop.signal)
    return { ticket, at: clock.now() }
  }

  async function send({ ticket }: Held, size: number): Promise<HttpAnswer> {
    begin({ phase: 'sending', totalBytes: size })
    const answer = await sendFile({ path: file.path, size }, ticket as FormTicket, {
      transport: ports.transport,
      gate,
      signal: stop.signal,
      onSent(sentBytes, totalBytes) {
        furthest = Math.max(furthest, totalBytes > 0 ? sentBytes / totalBytes : 0)
        report({ phase: sentBytes < totalBytes ? 'sending' : 'confirming', totalBytes: size })
      },
    })
    if (answer.status < 300) await assertUnchanged(file.path, size, ports.files)
    return answer
  }

  const done = perform().then(
    (stored) => {
      stopWatching()
      const file = { ...stored, verified: false }
      report({ phase: 'done', file })
      return file
    },
    (thrown: unknown) => {
      const error = asUploadError(thrown)
      stopWatching()
      report(error.code === 'cancelled' ? { phase: 'cancelled' } : { phase: 'failed', error })
      throw error
    },
  )
  // Whoever follows the state need not catch `done` as well.
  done.catch(() => {})

  return {
    id,
    done,
    state,
    subscribe(onState) {
      listeners.add(onState)
      tell(onState)
      return () => listeners.delete(onState)
    },
    pause: gate.pause,
    resume: gate.resume,
    cancel: stop.stop,
  }
}
