/**
 * What the engine needs of a platform. A porter reads this file first: five ports, two to five members each.
 * `uploader/wx/` implements them over `wx`; a web page or a test brings its own.
 */
import type { Signal } from './cancellation'

/** The network. Any HTTP status resolves; only a request that got no answer rejects, with an `UploadError`. */
export interface Transport {
  /** POST multipart/form-data: the fields in their order, then the file as `file`, streamed by the platform. */
  sendForm(
    form: FormUpload,
    signal: Signal,
    onProgress: (sentBytes: number, totalBytes: number) => void,
  ): Promise<HttpAnswer>
  /** POST JSON. */
  sendJson(request: JsonRequest, signal: Signal): Promise<HttpAnswer>
}

/** Bytes of the whole body handed to the network so far, and in all; more than the file's own. */
export type OnSent = (sentBytes: number, totalBytes: number) => void

export type Headers = Record<string, string>

export interface FormUpload {
  url: string
  fields: Record<string, string>
  /** A local path, as pickers give it. */
  path: string
  timeoutMs: number
}

export interface JsonRequest {
  url: string
  headers: Headers
  body: unknown
  timeoutMs: number
}

export interface HttpAnswer {
  status: number
  /** Names in lower case. Empty where the platform shows none. */
  headers: Headers
  text: string
}

/** Local files, read by range; never whole. Rejects with an `UploadError`: `file-missing`, `file-unreadable`. */
export interface FileSource {
  stat(path: string): Promise<{ size: number }>
  /** Exactly `length` bytes from `position`, both within the file. */
  read(path: string, position: number, length: number): Promise<ArrayBuffer>
}

/** Small values that survive a restart. May lose them at any time; a full store is not an error of an upload. */
export interface Store {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
}

/** Time in ms. Only differences are used: device clocks are wrong, and are set right in mid-upload. */
export interface Clock {
  now(): number
  /** Calls `then` once, after `ms`; the answer calls it off. */
  after(ms: number, then: () => void): () => void
}

/** Whether the platform lets requests through now. */
export interface Lifecycle {
  /** `hidden`: in the background; `offline`: no network. */
  obstacle(): 'hidden' | 'offline' | undefined
  /** Calls back whenever the obstacle may have changed; the answer unsubscribes. */
  subscribe(onChange: () => void): () => void
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
