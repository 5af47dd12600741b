import type { DataOf, RouteTypes } from '../contract'
import type { Engine, LocalFile, UploadOptions, UploadTask } from './api'
import type { Backend } from './backend'
import { cancellation } from './cancellation'
import { UploadError } from './errors'
import { platformGate } from './gate'
import { APP_CONNECTIONS, type Limiter, limiter } from './limiter'
import { type Patience, persist } from './persistence'
import type { Ports } from './ports'
import { ticketDesk } from './ticket-desk'
import { startUpload } from './upload'

export interface EngineOptions {
  /** Files sent at a time. Default 3, at most 6. */
  parallel?: number
}

const DEFAULT_PARALLEL = 3
const MOST_PARALLEL = 6

/** One for all uploaders of an app: its connections are one budget. */
const appBudget: Limiter = limiter(APP_CONNECTIONS)

const notYet = (): never => {
  throw new UploadError('misuse')
}

export function createEngine<Routes extends RouteTypes>(
  ports: Ports,
  backend: Backend,
  options: EngineOptions = {},
): Engine<Routes> {
  const gate = platformGate(ports.lifecycle)
  const patience: Patience = { clock: ports.clock, random: ports.random, gate }
  const { signal } = cancellation()

  const desk = ticketDesk(({ route, input }, files, stop) => {
    const request = { route, ...(input === undefined ? {} : { input }), files }
    return persist(() => backend.uploads(request, stop), patience, stop)
  }, ports.clock)
  const own = limiter(Math.min(MOST_PARALLEL, Math.max(1, options.parallel ?? DEFAULT_PARALLEL)))
  const places: Limiter = { run: (work, stop) => own.run(() => appBudget.run(work, stop), stop) }
  let count = 0

  return {
    upload<Name extends keyof Routes & string>(
      file: LocalFile | string,
      { route, input, onState }: UploadOptions<Routes, Name>,
    ) {
      count += 1
      const id = `${Math.floor(ports.random() * 2 ** 32).toString(36)}-${count}`
      const local: LocalFile = typeof file === 'string' ? { path: file } : file
      const task = startUpload(id, local, {
        ports,
        gate,
        places,
        confirm: (upload, stop) => backend.complete({ upload }, stop),
        seat: () => desk.join({ route, input }),
      })
      // The backend promises that what onStored returned has the type that its routes declare.
      const typed = task as unknown as UploadTask<DataOf<Routes, Name>>
      if (onState) typed.subscribe(onState)
      return typed
    },
    // No async functions in this record: a WXML template hands on only what `Function` made.
    unfinished: () => Promise.resolve([]),
    resume: notYet,
    discard: notYet,
    pauseAll: notYet,
    resumeAll: notYet,
    cancelAll: notYet,
    urls: notYet,
    prepare: () => persist(backend.prepare, patience, signal),
  }
}
