/**
 * What the engine needs from a platform. Read this file first when you port the engine: five ports, two to four members
 * each. `uploader/wx/` implements them over `wx`, `uploader/browser/` over the web platform, and tests over fakes.
 */

/** The network. Any HTTP status resolves. A request that got no answer rejects with an `UploadError`. */
export interface Transport {
  /** Whether forms use a network stack of their own: then `send` may succeed where `sendForm` fails. */
  readonly hasFormStack: boolean
  /**
   * Sends a POST of multipart/form-data: the fields in their order, then the file as `file`, streamed by the platform.
   */
  sendForm(form: FormUpload, signal: Signal, onSent: OnSent): Promise<HttpAnswer>
  /**
   * Sends any other request. Does not follow redirects: they could send the body to an unknown host.
   * Calls `onSent` where the platform reports the progress of a body; `wx.request` does not.
   */
  send(request: HttpRequest, signal: Signal, onSent?: OnSent): Promise<HttpAnswer>
}

/** A one-shot stop that is passed down to everything that can be cancelled. */
export interface Signal {
  readonly stopped: boolean
  /**
   * Calls `onStop` once; immediately if already stopped. Returns a function that unsubscribes: call it on every exit.
   */
  subscribe(onStop: () => void): () => void
}

/**
 * Bytes of the body that the network has taken so far, and of the whole body. A form's body is larger than its file.
 */
export type OnSent = (sentBytes: number, totalBytes: number) => void

export type Headers = Record<string, string>

export interface FormUpload {
  url: string
  fields: Record<string, string>
  /** A local path, as pickers give it. */
  path: string
  timeoutMs: number
}

export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  url: string
  /** Names in lower case. `content-type` is always among them, because `wx.request` would otherwise add its own. */
  headers: Headers
  body?: string | ArrayBuffer | FileSlice
  timeoutMs: number
}

/** A piece of a file that the platform sends without reading it into memory first: a `Blob` in a web page. */
export interface FileSlice {
  /** Bytes. */
  readonly size: number
}

export interface HttpAnswer {
  status: number
  /** Names in lower case. Empty where the platform shows none. */
  headers: Headers
  text: string
}

/** Local files, read by range, never as a whole. Rejects with an `UploadError`: `file-missing`, `file-unreadable`. */
export interface FileSource {
  stat(path: string): Promise<FileStat>
  open(path: string): Promise<OpenFile>
  /** Whether open files have `slice`. Then parts may be larger, because they are not in memory. */
  readonly hasSlices?: true
  /**
   * Whether the platform reads files only as a whole, which shows when it reads the first one. Then files are sent by form,
   * however large they are. Absent where ranges can be read for sure.
   */
  readsWhole?(): boolean
}

export interface FileStat {
  /** Bytes. */
  size: number
  /** When the file was last written. The unit does not matter: values are only compared. Absent where hidden. */
  modified?: number
}

/** The caller of `open` must close the file on every path. */
export interface OpenFile {
  /** Reads exactly `length` bytes from `position`. Rejects with `file-changed` if the file has fewer. */
  read(position: number, length: number): Promise<ArrayBuffer>
  /** A body for `Transport.send`. Throws `file-changed` if the file has fewer bytes. Absent where parts must be read. */
  slice?(position: number, length: number): FileSlice
  /**
   * Computes the CRC-64 of a range beside this thread. Resolves with undefined if that is not possible, so that it must
   * be read; rejects with `cancelled`. Absent where no other thread can read files.
   */
  crc64?(position: number, length: number, signal: Signal): Promise<{ high: number; low: number } | undefined>
  /** Never rejects. */
  close(): Promise<void>
}

/** Small values that survive a restart. The platform may lose them at any time; a full store fails no upload. */
export interface Store {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
  remove(key: string): Promise<void>
}

/** Time in ms. Only differences are used: device clocks are wrong, and may be corrected during an upload. */
export interface Clock {
  now(): number
  /** Calls `then` once, after `ms`. Returns a function that cancels the call. */
  after(ms: number, then: () => void): () => void
}

/** What the platform allows now. */
export interface Lifecycle {
  /** `hidden`: the app is in the background. `offline`: there is no network. If both are true: `hidden`. */
  obstacle(): 'hidden' | 'offline' | undefined
  network(): Network
  /** Calls `onChange` whenever obstacle or network may have changed. Returns a function that unsubscribes. */
  subscribe(onChange: () => void): () => void
  /** Keeps the screen on while `on`: a dark screen hides the app. */
  keepAwake(on: boolean): void
}

export interface Network {
  type: 'wifi' | '5g' | '4g' | '3g' | '2g' | 'unknown'
  /** The platform reports a weak connection. */
  weak: boolean
  /** How fast the platform takes the link to be. Absent where it does not say. */
  bytesPerSecond?: number
}

export interface Ports {
  transport: Transport
  files: FileSource
  store: Store
  clock: Clock
  lifecycle: Lifecycle
  /** 0 ≤ x < 1. */
  random: () => number
}
