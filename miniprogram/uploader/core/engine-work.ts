import type { LocalFile, UnfinishedUpload, UploadedFile, UrlOptions, UrlOutcome } from './api'
import type { Backend } from './backend'
import { cancellation } from './cancellation'
import type { EngineOptions } from './engine-options'
import { appBudget, engineSurroundings } from './engine-surroundings'
import type { Gate } from './gate'
import { persist } from './persistence'
import type { Ports } from './ports'
import { resumeUpload } from './resume-upload'
import type { Course } from './task'
import { forget } from './unfinished/forget'
import { listUnfinished } from './unfinished/list-unfinished'
import { performUpload, type Upload } from './upload'
import { freshUrls } from './urls'

/** What is done behind the tasks of one engine: all that asks, reads, sends and remembers. */
export interface EngineWork {
  upload(upload: Upload, course: Course): Promise<UploadedFile>
  resume(id: string, picked: LocalFile | undefined, course: Course): Promise<UploadedFile>
  unfinished(): Promise<UnfinishedUpload[]>
  /** Resolves without doing anything while it is being carried on: the task that does is cancelled instead. */
  discard(id: string): Promise<void>
  prepare(): Promise<void>
  urls(keys: readonly string[], options: UrlOptions): Promise<UrlOutcome[]>
}

/** @param gate the platform's */
export function engineWork(
  ports: Ports,
  gate: Gate,
  backend: Backend,
  options: EngineOptions,
  connections = appBudget,
): EngineWork {
  const around = engineSurroundings(ports, gate, backend, options, connections)
  const { checkpoints, leftovers, carried } = around
  const patience = { clock: ports.clock, random: ports.random, gate }
  // What is for all who wait and for those who come, nobody calls off.
  const { signal: never } = cancellation()

  return {
    upload(upload, course) {
      leftovers.sweep()
      return performUpload(upload, around, course)
    },
    resume(id, picked, course) {
      leftovers.sweep()
      return resumeUpload(id, picked, around, course)
    },
    unfinished: () => listUnfinished(around),
    async discard(id) {
      const found = carried.has(id) ? undefined : await checkpoints.find(id)
      if (found) await forget(found, around)
    },
    prepare: () => persist(backend.prepare, patience, never),
    urls: (keys, urlOptions) => freshUrls(keys, urlOptions, backend, patience),
  }
}
