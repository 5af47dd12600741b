import type { DataOf, RouteTypes } from '../contract'
import type { Engine, LocalFile, UploadOptions, UploadTask } from './api'
import { backend } from './backend'
import { cancellation } from './cancellation'
import { UploadError } from './errors'
import { platformGate } from './gate'
import { appIdentity, sessionIdentity } from './identity'
import { APP_CONNECTIONS, type Limiter, limiter } from './limiter'
import { type Patience, persist } from './persistence'
import type { Headers, Ports } from './ports'
import { ticketDesk } from './ticket-desk'
import { startUpload } from './upload'

export interface EngineOptions {
  /** Where the backend is mounted: `https://api.example.com`, or with a path. */
  server: string
  /** The app's own identity, as headers of each call to the backend. Default: `login`. */
  headers?: () => Promise<Headers>
  /** Gives a one-time code that the backend exchanges for a session. */
  login: () => Promise<string>
  /** Files sent at a time. Default 3, at most 6. */
  parallel?: number
}

const DEFAULT_PARALLEL = 3
const MOST_PARALLEL = 6

/** One for all uploaders of an app: its connections are one budget. */
const appBudget: Limiter = limiter(APP_CONNECTIONS)

export function createEngine<Routes extends RouteTypes>(ports: Ports, options: EngineOptions): Engine<Routes> {
  if (!/^https?:\/\/[^/]/.test(options.server)) {
    throw new UploadError('misuse', {
      params: {
        detail: `server: expected a URL such as https://api.example.com, got ${JSON.stringify(options.server)}`,
      },
    })
  }
  const calls = backend(options.server, ports.transport)
  const gate = platformGate(ports.lifecycle)
  const patience: Patience = { clock: ports.clock, random: ports.random, gate }
  // A session is for all who wait and for those who come, so nobody calls it off.
  const { signal } = cancellation()

  // Not retried here: whoever needs the session retries what it needs it for.
  const openSession = async () => calls.session(await options.login(), signal)
  const identity = options.headers ? appIdentity(options.headers) : sessionIdentity(options.server, openSession, ports)

  /** A 401 may only mean that the session ended meanwhile: once more with a fresh one. */
  async function authorized<T>(call: (headers: Headers) => Promise<T>): Promise<T> {
    const headers = await identity.headers()
    try {
      return await call(headers)
    } catch (thrown) {
      if (!(thrown instanceof UploadError) || thrown.code !== 'unauthenticated') throw thrown
      identity.refused(headers)
      return call(await identity.headers())
    }
  }

  const desk = ticketDesk(({ route, input }, files, stop) => {
    const request = { route, ...(input === undefined ? {} : { input }), files }
    return persist(() => authorized((headers) => calls.uploads(request, headers, stop)), patience, stop)
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
        confirm: (upload, stop) => authorized((headers) => calls.complete(upload, headers, stop)),
        seat: () => desk.join({ route, input }),
      })
      // The backend promises that what onStored returned has the type that its routes declare.
      const typed = task as unknown as UploadTask<DataOf<Routes, Name>>
      if (onState) typed.subscribe(onState)
      return typed
    },
    // No async functions in this record: a WXML template hands on only what `Function` made.
    prepare: () => persist(identity.headers, patience, signal).then(() => {}),
  }
}
