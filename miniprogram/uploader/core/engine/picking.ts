import type { DataOf, InputOf, RouteTypes } from '../../route-types'
import type { Engine, InputField, LocalFile, Outcome, UploadedFile, UploadOptions, UploadState } from '../api'
import type { UploadError } from '../errors'
import { isEnded } from '../task/state'

/** The progress of several uploads together. */
export interface BatchProgress {
  /** A whole number, 0–100, weighted by size. It never decreases, and is 100 only when all uploads have ended. */
  percent: number
  /** How many uploads have ended, as `done`, `failed` or `cancelled`. */
  ended: number
  /** How many files were picked. */
  count: number
}

/** The options of the platform's picker, and those of the uploads. */
export type PickAndUpload<Options, Routes extends RouteTypes, Name extends keyof Routes> = Options &
  InputField<InputOf<Routes, Name>> & {
    /** A name from the backend's `routes.ts`. */
    route: Name
    /** Called after each change of any of the uploads. */
    onProgress?: (progress: BatchProgress) => void
  }

/** What a platform's picker adds to the engine. */
export interface Picking<Options, Picked, Routes extends RouteTypes> {
  /** Opens the platform's picker. Resolves with `[]` if the user cancels. */
  pick(options?: Options): Promise<Picked[]>
  /**
   * Opens the platform's picker and uploads all picked files. Resolves with one outcome per file, in the order picked,
   * or with `[]` if the user cancels.
   */
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
      // A program without types may call it without options: the uploads then fail with the reason.
      const given = options ?? {}
      const { route, input, onProgress } = given
      // The session opens while the user picks. If that fails, the uploads fail with the reason.
      engine.prepare().catch(() => {})
      return pick(given).then((files) => uploadAll(engine, files, { route, input }, onProgress))
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
    // A task rejects only with an `UploadError`.
    (error: UploadError) => ({ ok: false, error }),
  )
}

/** Sums up the progress. A failed file counts as fully sent, so the bar can reach 100 %. */
function batchProgress(files: { size: number }[], states: (UploadState | undefined)[]): BatchProgress {
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
