import type { UnfinishedUpload, UploadedFile, UrlOptions, UrlOutcome } from '../api'
import type { Backend } from '../backend/backend'
import { ticketBatcher } from '../backend/ticket-batcher'
import { pacedCrc64 } from '../crc64/paced-crc64'
import { NEVER } from '../flow/cancellation'
import type { Gate } from '../flow/gate'
import { APP_CONNECTIONS, type Limiter, limiter } from '../flow/limiter'
import { learningPace } from '../flow/pace'
import { linkSpeed } from '../flow/speed'
import { type RetryContext, withRetry } from '../flow/with-retry'
import type { Ports } from '../ports'
import type { Upload, UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import { type Checkpoint, repicked } from '../unfinished/checkpoint'
import { claim } from '../unfinished/claim'
import { forget, listUnfinished, openUnfinished } from '../unfinished/unfinished'
import { isGone } from '../unfinished/verdict'
import { resumeFrom } from '../upload/resume'
import { performUpload } from '../upload/upload'
import { asPickedAgain, assertKeys, asUpload } from './as-upload'
import { freshUrls } from './fresh-urls'
import type { EngineOptions } from './options'

/** The engine behind the tasks: everything that asks the backend, reads files, sends and stores. */
export interface EngineService {
  /**
   * Takes the arguments as the app gave them, because only this script checks them. Rejects with `misuse` if they are
   * not what `Engine` declares.
   */
  upload(id: string, file: unknown, options: unknown, control: TaskControl): Promise<UploadedFile>
  /** Like `upload`. */
  resume(id: string, options: unknown, control: TaskControl): Promise<UploadedFile>
  unfinished(): Promise<UnfinishedUpload[]>
  /** Does nothing while an upload uses the checkpoint: the facade cancels that upload instead. */
  discard(id: string): Promise<void>
  prepare(): Promise<void>
  urls(keys: readonly string[], options: UrlOptions): Promise<UrlOutcome[]>
}

/** All uploaders of an app share it, because they share the app's connections. */
const appBudget: Limiter = limiter(APP_CONNECTIONS)

/** @param gate the platform's */
export function engineService(
  ports: Ports,
  gate: Gate,
  backend: Backend,
  options: EngineOptions,
  connections = appBudget,
): EngineService {
  const retry = { clock: ports.clock, random: ports.random, gate }
  const context = createContext(ports, backend, retry, options, connections)
  const { checkpoints, leftovers, claimed } = context.unfinished

  return {
    async upload(id, file, options, control) {
      const upload = asUpload(id, file, options)
      leftovers.sweep()
      return performUpload(upload, context, control)
    },
    async resume(id, options, control) {
      const picked = asPickedAgain(id, options)
      leftovers.sweep()
      const found = await claim(id, context.unfinished)
      const checkpoint = picked ? repicked(found, picked.path) : found
      return resumeFrom(checkpoint, context, control).catch((thrown: unknown) => {
        if (!isGone(thrown)) throw thrown
        return performUpload(startOver(checkpoint), context, control)
      })
    },
    unfinished: () => listUnfinished(context.unfinished),
    async discard(id) {
      const found = claimed.has(id) ? undefined : await checkpoints.find(id)
      if (found) await forget(found, context.unfinished)
    },
    prepare: () => withRetry(backend.prepare, retry, NEVER),
    async urls(keys, urlOptions) {
      assertKeys(keys)
      return freshUrls(keys, urlOptions, backend, retry)
    },
  }
}

/** The upload of a checkpoint's file from its first byte. */
const startOver = ({ id, path, name, size, route, input }: Checkpoint): Upload => ({
  id,
  file: { path, size, ...(name ? { name } : {}) },
  purpose: { route, input },
})

const DEFAULT_PARALLEL = 3
const MOST_PARALLEL = 6
const DEFAULT_THRESHOLD = 16 * 1024 * 1024

function createContext(
  ports: Ports,
  backend: Backend,
  retry: RetryContext,
  options: EngineOptions,
  connections: Limiter,
): UploadContext {
  const { clock } = ports
  const { withSlot } = ticketBatcher(({ route, input }, files, signal) => {
    const request = { route, ...(input === undefined ? {} : { input }), files }
    return withRetry(() => backend.uploads(request, signal), retry, signal)
  }, clock)
  return {
    ports,
    backend,
    gate: retry.gate,
    withSlot,
    places: limiter(Math.min(MOST_PARALLEL, Math.max(1, options.parallel ?? DEFAULT_PARALLEL))),
    connections,
    checksums: pacedCrc64(clock),
    link: linkSpeed(),
    pace: learningPace(),
    multipartThreshold: options.multipartThreshold ?? DEFAULT_THRESHOLD,
    unfinished: openUnfinished(backend, ports, retry),
  }
}
