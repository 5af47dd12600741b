/** The types that an app uses: upload tasks, their states, and the uploader itself. */
import type { StoredFile } from '../contract'
import type { DataOf, InputOf, RouteTypes } from '../route-types'
import type { UploadError } from './errors'

/**
 * The state of one upload. It ends exactly once: as `done`, `failed` or `cancelled`.
 *
 * `percent` is a whole number from 0 to 100. It never decreases, and is 100 only when `done`.
 */
export type UploadState<Data = unknown> =
  | { phase: 'queued'; percent: number }
  | { phase: 'authorizing'; percent: number }
  | ({ phase: 'sending'; percent: number } & Sending)
  | { phase: 'confirming'; percent: number }
  | ({ phase: 'retrying'; percent: number } & Retrying)
  | { phase: 'paused'; percent: number; by: 'user' | 'background' | 'offline' | 'mobile-data' }
  | { phase: 'done'; percent: 100; file: UploadedFile<Data> }
  | { phase: 'failed'; percent: number; error: UploadError }
  | { phase: 'cancelled'; percent: number }

export interface Sending {
  sentBytes: number
  totalBytes: number
  /** `sentBytes` and `percent` are partly guessed, because `wx.request` does not report the progress of a part. */
  estimated: boolean
  /** The speed, averaged over some seconds. Absent until enough has been sent to measure it. */
  bytesPerSecond?: number
  /** The time left at that speed. Absent while the speed is. */
  secondsLeft?: number
}

/**
 * A temporary failure has stopped the upload, and it tries again by itself. It fails only when nothing has got through
 * for `giveUpAfterMs` (default: two minutes); an upload by parts of which a part has arrived goes on for as long as its
 * token lasts.
 */
export interface Retrying {
  /**
   * When it tries again, ms on this device's clock: `retryAt - Date.now()` is the time left. It tries sooner after
   * `retryNow`, and as soon as the network is back.
   */
  retryAt: number
  /** What has failed, for example `network` or `server-unreachable`. */
  error: UploadError
}

/** The stored file, and whether its bytes are verified. */
export type UploadedFile<Data = unknown> = StoredFile<Data> & {
  /**
   * True if the CRC-64 of the local file equals that of the stored object. False if the CRC-64 was not computed in
   * time, because the device computes it less than four times as fast as the link sends: no upload waits for it. If the
   * two differ, the upload fails with `stored-differs`.
   */
  verified: boolean
}

/** A file to upload. The pickers return such records; a path alone will do as well. */
export interface LocalFile {
  /** The local path, as the platform gives it. */
  path: string
  /** The user's own name for the file, if the picker reports one. */
  name?: string
  /** Bytes, as the picker reports them: a hint, for progress. The file itself is measured before it is sent. */
  size?: number
}

export type UploadOptions<Routes extends RouteTypes, Name extends keyof Routes> = InputField<InputOf<Routes, Name>> & {
  /** A name from the backend's `routes.ts`. */
  route: Name
  /** Called at once with the current state, then after each change. */
  onState?: (state: UploadState<DataOf<Routes, Name>>) => void
}

/** The `input` of a route: required if the route requires one, not allowed if the route takes none. */
export type InputField<Input> = undefined extends Input ? { input?: Input } : { input: Input }

/**
 * One upload. It is a plain record, so component frameworks may copy it. It is not a promise: `await task.done`.
 */
export interface UploadTask<Data = unknown> {
  id: string
  /** Resolves with the stored file. Rejects with an `UploadError`; its code is `cancelled` after `cancel`. */
  done: Promise<UploadedFile<Data>>
  /** The current state. */
  state(): UploadState<Data>
  /** Calls `onState` at once with the current state, then after each change. Returns a function that unsubscribes. */
  subscribe(onState: (state: UploadState<Data>) => void): () => void
  /** Stops sending until `resume`. Does nothing once the upload has ended. */
  pause(): void
  /**
   * Continues after `pause`. An upload by parts sends only the parts that have not arrived; a form is sent again from
   * its first byte. `resume` also agrees to mobile data, if the user was asked about it.
   */
  resume(): void
  /** Skips the wait of an upload that is `retrying`. Does nothing in any other phase. */
  retryNow(): void
  /**
   * Ends the upload as `cancelled`. Removes what was sent: at once, or when the device is next online. A file stays stored
   * if the backend had already confirmed it.
   */
  cancel(): void
}

/** The result of one of several uploads. */
export type Outcome<Data = unknown> = { ok: true; file: UploadedFile<Data> } | { ok: false; error: UploadError }

/** An upload by parts that an earlier run of the app began. `resume` or `discard` it by its id. */
export interface UnfinishedUpload {
  id: string
  route: string
  /** The local path that the file had. A temporary file may be gone by now. */
  path: string
  name?: string
  /** Bytes. */
  size: number
  /** Media type. */
  type: string
  /** The share of the bytes that has arrived, 0–99. */
  percent: number
  /** When the last part arrived, ms since 1970 by this device's clock. */
  at: number
}

export interface ResumeOptions<Data = unknown> {
  /** Called at once with the current state, then after each change. */
  onState?: (state: UploadState<Data>) => void
  /**
   * The same file, picked again after `resume` failed with `file-missing`. Another file fails with `file-changed`.
   */
  file?: LocalFile | string
}

export interface UrlOptions {
  /** A name from the route's `styles`: the URL then shows the picture as that style makes it. */
  style?: string
  /** Makes browsers save the file under this name instead of showing it. */
  downloadAs?: string
}

/** A fresh URL, valid for `expiresIn` seconds (without limit if absent), or the reason why there is none. */
export type UrlOutcome = { ok: true; url: string; expiresIn?: number } | { ok: false; error: UploadError }

/** An uploader that sends files by form. */
export interface FormEngine<Routes extends RouteTypes> {
  /** Begins to upload a file. Calls in the same tick share one call to the backend. */
  upload<Name extends keyof Routes & string>(
    file: LocalFile | string,
    options: UploadOptions<Routes, Name>,
  ): UploadTask<DataOf<Routes, Name>>
  /**
   * Opens a session and the connection to the backend before they are needed, for example while the user picks files.
   * Rejects with an `UploadError` if there is no session. It does not matter whether the connection opens.
   */
  prepare(): Promise<void>
  /** Pauses every upload that has not ended. */
  pauseAll(): void
  /** Resumes every upload that has not ended. */
  resumeAll(): void
  /** Cancels every upload that has not ended. */
  cancelAll(): void
  /**
   * Gets fresh URLs of stored private files, one outcome per key, in order. The URL that an upload returned expires
   * after an hour at most. Rejects with an `UploadError` if the call itself fails.
   */
  urls(keys: string[], options?: UrlOptions): Promise<UrlOutcome[]>
}

/** The uploader without its pickers, which differ between platforms. */
export interface Engine<Routes extends RouteTypes> extends FormEngine<Routes> {
  /**
   * Lists the uploads that can be resumed, latest first, without those that are running. On a device with several
   * accounts it may list uploads of another account: their `resume` fails with `forbidden`.
   */
  unfinished(): Promise<UnfinishedUpload[]>
  /**
   * Resumes an unfinished upload: sends only the parts that OSS does not hold. Fails with `file-missing` if the
   * temporary file is gone: ask the user to pick it again, and pass it as `file`. Fails with `file-changed` if it is
   * another file.
   */
  resume<Name extends keyof Routes & string>(
    id: string,
    options?: ResumeOptions<DataOf<Routes, Name>>,
  ): UploadTask<DataOf<Routes, Name>>
  /** Gives an unfinished upload up, and removes its parts. Cancels the upload with this id if it is running. */
  discard(id: string): Promise<void>
}
