import type { LocalFile, UnfinishedUpload, UploadedFile, UrlOptions, UrlOutcome } from '../api'
import type { Backend } from '../backend/backend'
import { cancellation } from '../flow/cancellation'
import type { Gate } from '../flow/gate'
import { withRetry } from '../flow/with-retry'
import type { Ports } from '../ports'
import type { TaskControl } from '../task/task'
import { listUnfinished } from '../unfinished/list-unfinished'
import { forget } from '../unfinished/unfinished'
import { resumeUpload } from '../upload/resume'
import { performUpload, type Upload } from '../upload/upload'
import { appBudget, createContext } from './create-context'
import { freshUrls } from './fresh-urls'
import type { EngineOptions } from './options'

/** What is done behind the tasks of one engine: all that asks, reads, sends and remembers. */
export interface EngineService {
  upload(upload: Upload, control: TaskControl): Promise<UploadedFile>
  resume(id: string, picked: LocalFile | undefined, control: TaskControl): Promise<UploadedFile>
  unfinished(): Promise<UnfinishedUpload[]>
  /** Resolves without doing anything while it is being carried on: the task that does is cancelled instead. */
  discard(id: string): Promise<void>
  prepare(): Promise<void>
  urls(keys: readonly string[], options: UrlOptions): Promise<UrlOutcome[]>
}

/** @param gate the platform's */
export function engineService(
  ports: Ports,
  gate: Gate,
  backend: Backend,
  options: EngineOptions,
  connections = appBudget,
): EngineService {
  const context = createContext(ports, gate, backend, options, connections)
  const { checkpoints, leftovers, carried } = context
  const patience = { clock: ports.clock, random: ports.random, gate }
  // What is for all who wait and for those who come, nobody calls off.
  const { signal: never } = cancellation()

  return {
    upload(upload, control) {
      leftovers.sweep()
      return performUpload(upload, context, control)
    },
    resume(id, picked, control) {
      leftovers.sweep()
      return resumeUpload(id, picked, context, control)
    },
    unfinished: () => listUnfinished(context),
    async discard(id) {
      const found = carried.has(id) ? undefined : await checkpoints.find(id)
      if (found) await forget(found, context)
    },
    prepare: () => withRetry(backend.prepare, patience, never),
    urls: (keys, urlOptions) => freshUrls(keys, urlOptions, backend, patience),
  }
}
