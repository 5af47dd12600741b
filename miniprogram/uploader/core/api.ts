/** What an app meets: tasks, their states, and the uploader itself. */
import type { DataOf, InputOf, RouteTypes, StoredFile } from '../contract'
import type { UploadError } from './errors'

/**
 * The life of one upload. It ends once, in one of the last three.
 * `percent` is 0–100, whole, never goes back, and is 100 only when `done`.
 */
export type UploadState<Data = unknown> =
  | { phase: 'queued'; percent: number }
  | { phase: 'authorizing'; percent: number }
  | { phase: 'sending'; percent: number; sentBytes: number; totalBytes: number }
  | { phase: 'confirming'; percent: number }
  | { phase: 'paused'; percent: number; by: 'user' | 'background' | 'offline' }
  | { phase: 'done'; percent: 100; file: StoredFile<Data> }
  | { phase: 'failed'; percent: number; error: UploadError }
  | { phase: 'cancelled'; percent: number }

/** A file to upload: what a picker gives, or a path alone. */
export interface LocalFile {
  /** Local path, as the platform gives it. */
  path: string
  /** The user's own name of it, where the picker tells. */
  name?: string
  /** Bytes, as the picker says. The file is measured again before it is sent, and must still have this size. */
  size?: number
}

export type UploadOptions<Routes extends RouteTypes, Name extends keyof Routes> = InputField<InputOf<Routes, Name>> & {
  /** A name of the backend's `routes.ts`. */
  route: Name
  /** Called at once with the present state, then on each change. */
  onState?: (state: UploadState<DataOf<Routes, Name>>) => void
}

/** What the route asks for besides the file: to be given where it asks, refused where it does not. */
export type InputField<Input> = undefined extends Input ? { input?: Input } : { input: Input }

/** One upload. Never thenable: `await task.done`. A plain record, so component frameworks may copy it. */
export interface UploadTask<Data = unknown> {
  id: string
  /** Rejects with an `UploadError`; a cancelled upload with `cancelled`. */
  done: Promise<StoredFile<Data>>
  state(): UploadState<Data>
  /** Calls `onState` at once with the present state, then on each change. The answer unsubscribes. */
  subscribe(onState: (state: UploadState<Data>) => void): () => void
  /** Stops sending; bytes sent by form are sent again on `resume`. Nothing to pause once it has ended. */
  pause(): void
  resume(): void
  cancel(): void
}

/** How one of several files ended. */
export type Outcome<Data = unknown> = { ok: true; file: StoredFile<Data> } | { ok: false; error: UploadError }

/** The platform-free part of an uploader. `uploader/wx` adds the pickers. */
export interface Engine<Routes extends RouteTypes> {
  /** Calls made in one tick share one ticket call. */
  upload<Name extends keyof Routes & string>(
    file: LocalFile | string,
    options: UploadOptions<Routes, Name>,
  ): UploadTask<DataOf<Routes, Name>>
  /** Gets a session ahead of need, so that its round trip hides behind the picker. */
  prepare(): Promise<void>
}
