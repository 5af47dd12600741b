import type { DataOf, InputOf, RouteTypes } from '../../route-types'
import type { Engine, InputField, LocalFile, Outcome, UploadedFile, UploadOptions, UploadState } from '../api'
import type { UploadError } from '../errors'
import { isEnded } from '../task/state'

/** How far several uploads are, taken together. */
export interface BatchProgress {
  /** 0–100, whole, weighted by size; never goes back, and 100 only when all have ended. */
  percent: number
  /** Files that have ended, well or not. */
  ended: number
  count: number
}

/** What the platform's picker is told, and what the uploads of the files picked are. */
export type PickAndUpload<Options, Routes extends RouteTypes, Name extends keyof Routes> = Options &
  InputField<InputOf<Routes, Name>> & { route: Name; onProgress?: (progress: BatchProgress) => void }

/** What a platform's picker adds to the engine. */
export interface Picking<Options, Picked, Routes extends RouteTypes> {
  /** Opens the platform's picker; `[]` when the user cancels. */
  pick(options?: Options): Promise<Picked[]>
  /** Picks, uploads all at once, and tells how each ended, in the order picked; `[]` when the user cancels. */
  pickAndUpload<Name extends keyof Routes & string>(
    options: PickAndUpload<Options, Routes, Name>,
  ): Promise<Outcome<DataOf<Routes, Name>>[]>
}

export function picking<Options, Picked extends Sized, Routes extends RouteTypes>(
  engine: Engine<Routes>,
  pick: (options?: Options) => Promise<Picked[]>,
): Picking<Options, Picked, Routes> {
  return {
    pick,
    pickAndUpload(options) {
      const { route, input, onProgress } = options
      // Signing in hides behind the picker. If it fails, the uploads will say so.
      engine.prepare().catch(() => {})
      return pick(options).then((files) => uploadAll(engine, files, { route, input }, onProgress))
    },
  }
}

type Sized = LocalFile & { size: number }

function uploadAll<Routes extends RouteTypes, Name extends keyof Routes & string>(
  engine: Engine<Routes>,
  files: Sized[],
  options: UploadOptions<Routes, Name>,
  onProgress: ((progress: BatchProgress) => void) | undefined,
): Promise<Outcome<DataOf<Routes, Name>>[]> {
  const states: (UploadState | undefined)[] = files.map(() => undefined)
  const tasks = files.map((file, index) =>
    engine.upload(file, {
      ...options,
      onState(state) {
        states[index] = state
        onProgress?.(batchProgress(files, states))
      },
    }),
  )
  return Promise.all(tasks.map((task) => outcomeOf(task.done)))
}

function outcomeOf<Data>(done: Promise<UploadedFile<Data>>): Promise<Outcome<Data>> {
  return done.then(
    (file) => ({ ok: true, file }),
    // A task rejects with nothing else.
    (error: UploadError) => ({ ok: false, error }),
  )
}

/** A file that failed has nothing more to send: it counts as gone through, lest the bar stand still for ever. */
export function batchProgress(files: { size: number }[], states: (UploadState | undefined)[]): BatchProgress {
  let weight = 0
  let sent = 0
  let ended = 0
  files.forEach(({ size }, index) => {
    const state = states[index]
    const hasEnded = state !== undefined && isEnded(state)
    weight += size
    sent += size * (hasEnded ? 1 : (state?.percent ?? 0) / 100)
    if (hasEnded) ended += 1
  })
  const percent = ended === files.length ? 100 : Math.min(99, Math.floor((100 * sent) / Math.max(1, weight)))
  return { percent, ended, count: files.length }
}
