import type { UnfinishedUpload, UploadedFile } from '../api'
import type { Backend } from '../backend/backend'
import { limitedBackend } from '../backend/limited-backend'
import { learningPace } from '../flow/pace'
import type { Upload, UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import { type Checkpoint, repicked } from '../unfinished/checkpoint'
import { claim } from '../unfinished/claim'
import { forget, listUnfinished, openUnfinished } from '../unfinished/unfinished'
import { isGone } from '../unfinished/verdict'
import { resumeFrom } from '../upload/resume'
import { performUpload } from '../upload/upload'
import { APP } from './app-wide'
import { asPickedAgain, asUpload } from './as-upload'
import { type FormService, formParts, type Surroundings } from './forms/form-service'
import type { EngineOptions } from './options'

/** A service that sends large files by parts, and resumes them. */
export interface EngineService extends FormService {
  /** Like `upload`. */
  resume(id: string, options: unknown, control: TaskControl): Promise<UploadedFile>
  unfinished(): Promise<UnfinishedUpload[]>
  /** Does nothing while an upload uses the checkpoint: the facade cancels that upload instead. */
  discard(id: string): Promise<void>
}

export function engineService(
  ownBackend: Backend,
  surroundings: Surroundings & { options: EngineOptions },
): EngineService {
  const { app = APP, options } = surroundings
  const backend = limitedBackend(ownBackend, app.requests)
  const { context: forForms, line, retry, calls } = formParts(backend, surroundings)
  const unfinished = openUnfinished(backend, forForms.ports, retry, app.records)
  const { checkpoints, leftovers, claimed } = unfinished
  const context: UploadContext = {
    ...forForms,
    backend,
    abandon: leftovers.add,
    requests: app.requests,
    parts: app.parts,
    pace: learningPace(),
    multipartThreshold: options.multipartThreshold ?? DEFAULT_THRESHOLD,
    unfinished,
  }

  return {
    ...calls,
    async upload(id, file, options, control) {
      const upload = asUpload(id, file, options)
      leftovers.sweep()
      return line.run((turn) => performUpload(upload, context, turn), control)
    },
    async resume(id, options, control) {
      const picked = asPickedAgain(id, options)
      leftovers.sweep()
      const found = await claim(id, unfinished)
      const checkpoint = picked ? repicked(found, picked.path) : found
      return resumeFrom(checkpoint, context, control).catch((thrown: unknown) => {
        if (!isGone(thrown)) throw thrown
        return performUpload(startOver(checkpoint), context, control)
      })
    },
    unfinished: () => listUnfinished(unfinished),
    async discard(id) {
      const found = claimed.has(id) ? undefined : await checkpoints.find(id)
      if (found) await forget(found, unfinished)
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
