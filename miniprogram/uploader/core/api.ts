/** What an app meets: tasks, their states, and the uploader itself. */
import type { StoredFile } from '../contract'
import type { DataOf, InputOf, RouteTypes } from '../route-types'
import type { UploadError } from './errors'

/**
 * The life of one upload. It ends once, in one of the last three.
 * `percent` is 0–100, whole, never goes back, and is 100 only when `done`.
 */
export type UploadState<Data = unknown> =
  | { phase: 'queued'; percent: number }
  | { phase: 'authorizing'; percent: number }
  | ({ phase: 'sending'; percent: number } & Sending)
  | { phase: 'confirming'; percent: number }
  | { phase: 'paused'; percent: number; by: 'user' | 'background' | 'offline' | 'mobile-data' }
  | { phase: 'done'; percent: 100; file: UploadedFile<Data> }
  | { phase: 'failed'; percent: number; error: UploadError }
  | { phase: 'cancelled'; percent: number }

export interface Sending {
  sentBytes: number
  totalBytes: number
  /** `sentBytes` and `percent` are partly a guess: `wx.request` does not tell how far a part is. */
  estimated: boolean
  /** Smoothed over some seconds; absent until enough was sent to tell. */
  bytesPerSecond?: number
  /** At that speed; absent with it. */
  secondsLeft?: number
}

/** What was stored, and whether it is known to be the very bytes of the local file. */
export type UploadedFile<Data = unknown> = StoredFile<Data> & {
  /**
   * The CRC-64 of the local file's bytes equals that of the object. False where it was not computed: of a form upload
   * on a device that reads too slowly. A difference is never false but fails the upload, with `stored-differs`.
   */
  verified: boolean
}

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
  done: Promise<UploadedFile<Data>>
  state(): UploadState<Data>
  /** Calls `onState` at once with the present state, then on each change. The answer unsubscribes. */
  subscribe(onState: (state: UploadState<Data>) => void): () => void
  /**
   * Stops sending. `resume` goes on after the parts that have arrived; a small file, sent by form, is sent again.
   * Nothing to pause once it has ended.
   */
  pause(): void
  /** Also agrees to mobile data, where that was asked for. */
  resume(): void
  /** Ends it as `cancelled`, and has what was sent so far removed: at once, or when next online. */
  cancel(): void
}

/** How one of several files ended. */
export type Outcome<Data = unknown> = { ok: true; file: UploadedFile<Data> } | { ok: false; error: UploadError }

/** An upload by parts that an earlier run of the app began: `resume` or `discard` it. */
export interface UnfinishedUpload {
  id: string
  route: string
  /** Where the file was. A temporary file may be gone by now. */
  path: string
  name?: string
  /** Bytes. */
  size: number
  /** Media type. */
  type: string
  /** Of the bytes, 0–99. */
  percent: number
  /** When it last got on, ms since 1970 by this device's clock. */
  at: number
}

export interface ResumeOptions<Data = unknown> {
  onState?: (state: UploadState<Data>) => void
  /** The same file, picked again: for when `resume` has failed with `file-missing`. Another one is `file-changed`. */
  file?: LocalFile | string
}

export interface UrlOptions {
  /** A name of the route's `styles`: the picture as that makes it. */
  style?: string
  /** Makes browsers save the file, under this name. */
  downloadAs?: string
}

/** A fresh URL, or why this user gets none. */
export type UrlOutcome = { ok: true; url: string; expiresIn?: number } | { ok: false; error: UploadError }

/** The platform-free part of an uploader. `uploader/wx` adds the pickers. */
export interface Engine<Routes extends RouteTypes> {
  /** Calls made in one tick share one ticket call. */
  upload<Name extends keyof Routes & string>(
    file: LocalFile | string,
    options: UploadOptions<Routes, Name>,
  ): UploadTask<DataOf<Routes, Name>>
  /** Gets a session ahead of need, so that its round trip hides behind the picker. */
  prepare(): Promise<void>
  /**
   * What can go on after the app was killed, latest first. Not those that this run of the app is carrying. Where an app
   * has several accounts, `resume` of another one's ends with `forbidden`.
   */
  unfinished(): Promise<UnfinishedUpload[]>
  /**
   * Goes on with one of them, after the parts that OSS holds. Fails with `file-missing` when the temporary file is gone
   * (ask the user to pick it again, and give it as `file`), and with `file-changed` when it is not the same file.
   */
  resume<Name extends keyof Routes & string>(
    id: string,
    options?: ResumeOptions<DataOf<Routes, Name>>,
  ): UploadTask<DataOf<Routes, Name>>
  /** Forgets it, and has its parts removed. An upload of this id that is going on is cancelled. */
  discard(id: string): Promise<void>
  /** Of every upload that has not ended. */
  pauseAll(): void
  resumeAll(): void
  cancelAll(): void
  /** Fresh URLs of stored private files: the one that came with the file lives for an hour at most. */
  urls(keys: string[], options?: UrlOptions): Promise<UrlOutcome[]>
}
