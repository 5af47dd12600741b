import type { UnfinishedUpload, UploadedFile, UrlOptions, UrlOutcome } from '../api'
import type { Backend } from '../backend/backend'
import { limitedBackend } from '../backend/limited-backend'
import { ticketBatcher } from '../backend/ticket-batcher'
import { pacedCrc64 } from '../crc64/paced-crc64'
import { limitedFiles } from '../file/limited-files'
import { NEVER } from '../flow/cancellation'
import type { Gate } from '../flow/gate'
import { learningPace } from '../flow/pace'
import { CALL_PATIENCE_MS, PATIENCE_MS } from '../flow/patience'
import { filePlaces } from '../flow/places'
import type { RetryContext } from '../flow/retrier'
import { UNSEEN } from '../flow/retry-waits'
import { linkSpeed } from '../flow/speed'
import { withRetry } from '../flow/with-retry'
import type { Ports } from '../ports'
import type { Upload, UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import { type Checkpoint, repicked } from '../unfinished/checkpoint'
import { claim } from '../unfinished/claim'
import { forget, listUnfinished, openUnfinished } from '../unfinished/unfinished'
import { isGone } from '../unfinished/verdict'
import { resumeFrom } from '../upload/resume'
import { performUpload } from '../upload/upload'
import { type AppWide, appWide } from './app-wide'
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

/** Of this JavaScript context, which is the app's. */
const APP: AppWide = appWide()

/** @param gate the platform's */
export function engineService(
  platform: Ports,
  gate: Gate,
  ownBackend: Backend,
  options: EngineOptions,
  app = APP,
): EngineService {
  const ports = { ...platform, files: limitedFiles(platform, app.openFiles) }
  const backend = limitedBackend(ownBackend, app.requests)
  const { giveUpAfterMs = PATIENCE_MS } = options
  const retry = { clock: ports.clock, random: ports.random, gate, onWait: UNSEEN, patienceMs: giveUpAfterMs }
  const forCalls = { ...retry, patienceMs: Math.min(giveUpAfterMs, CALL_PATIENCE_MS) }
  const context = createContext(ports, backend, retry, options, app)
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
    prepare: () => withRetry(backend.prepare, forCalls, NEVER),
    async urls(keys, urlOptions) {
      assertKeys(keys)
      return freshUrls(keys, urlOptions, backend, forCalls)
    },
  }
}

/** The upload of a checkpoint's file from its first byte. */
const startOver = ({ id, path, name, size, route, input }: Checkpoint): Upload => ({
  id,
  file: { path, size, ...(name ? { name } : {}) },
  purpose: { route, input },
})

const DEFAULT_THRESHOLD = 16 * 1024 * 1024

function createContext(
  ports: Ports,
  backend: Backend,
  retry: RetryContext,
  options: EngineOptions,
  { forms, requests, parts, records }: AppWide,
): UploadContext {
  const { clock } = ports
  const link = linkSpeed()
  const { withSlot } = ticketBatcher(({ route, input }, files, { signal, callSignal, onWait }) => {
    const request = { route, ...(input === undefined ? {} : { input }), files }
    return withRetry(() => backend.uploads(request, callSignal), { ...retry, onWait }, signal)
  }, clock)
  return {
    ports,
    backend,
    gate: retry.gate,
    withSlot,
    places: filePlaces(options.parallel, () => {
      const network = ports.lifecycle.network()
      return { network, bytesPerSecond: link.estimate(network) }
    }),
    forms,
    requests,
    parts,
    checksums: pacedCrc64(clock),
    link,
    pace: learningPace(),
    multipartThreshold: options.multipartThreshold ?? DEFAULT_THRESHOLD,
    unfinished: openUnfinished(backend, ports, retry, records),
  }
}
