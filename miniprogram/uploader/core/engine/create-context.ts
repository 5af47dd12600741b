import type { Backend } from '../backend/backend'
import { ticketBatcher } from '../backend/ticket-batcher'
import { pacedCrc64 } from '../crc64/paced-crc64'
import { cancellation } from '../flow/cancellation'
import type { Gate } from '../flow/gate'
import { APP_CONNECTIONS, type Limiter, limiter } from '../flow/limiter'
import { linkSpeed } from '../flow/link-speed'
import { learningPace } from '../flow/pace'
import { withRetry } from '../flow/with-retry'
import type { Ports } from '../ports'
import type { UploadContext } from '../task/context'
import { checkpoints } from '../unfinished/checkpoints'
import { leftovers } from '../unfinished/leftovers'
import { isGone } from '../unfinished/verdict'
import type { EngineOptions } from './options'

const DEFAULT_PARALLEL = 3
const MOST_PARALLEL = 6
const DEFAULT_THRESHOLD = 16 * 1024 * 1024

/** One for all uploaders of an app: its connections are one budget. */
export const appBudget: Limiter = limiter(APP_CONNECTIONS)

/** Puts together what the uploads of one engine share. */
export function createContext(
  ports: Ports,
  gate: Gate,
  backend: Backend,
  options: EngineOptions,
  connections: Limiter,
): UploadContext {
  const { clock, random, store } = ports
  const patience = { clock, random, gate }
  const { signal: never } = cancellation()

  const desk = ticketBatcher(({ route, input }, files, stop) => {
    const request = { route, ...(input === undefined ? {} : { input }), files }
    return withRetry(() => backend.uploads(request, stop), patience, stop)
  }, clock)
  const abandoned = leftovers(backend.id, store, (upload) =>
    withRetry(() => backend.abort(upload, never), patience, never).catch((thrown: unknown) => {
      // Neither known to the backend nor to OSS any more: nothing of it is left.
      if (!isGone(thrown)) throw thrown
    }),
  )
  const carried = new Set<string>()
  const kept = checkpoints(backend.id, {
    store,
    clock,
    isCarried: (id) => carried.has(id),
    onDropped: ({ upload }) => void abandoned.add(upload),
  })
  return {
    ports,
    backend,
    gate,
    mobileData: options.mobileData,
    reserveSlot: desk.join,
    places: limiter(Math.min(MOST_PARALLEL, Math.max(1, options.parallel ?? DEFAULT_PARALLEL))),
    connections,
    checksums: pacedCrc64(clock),
    link: linkSpeed(),
    pace: learningPace(),
    multipartThreshold: options.multipartThreshold ?? DEFAULT_THRESHOLD,
    checkpoints: kept,
    leftovers: abandoned,
    carried,
  }
}
