/**
 * What the engine needs of a platform. A porter reads this file first: five ports, two to four members each.
 * `uploader/wx/` implements them over `wx`, `uploader/browser/` over the web's own; a test brings its own.
 */
import type { Signal } from './flow/cancellation'

/** The network. Any HTTP status resolves; only a request that got no answer rejects, with an `UploadError`. */
export interface Transport {
  /** Forms go by a network stack of their own: where that one fails, `send` may get through. */
  readonly hasFormStack: boolean
  /** POST multipart/form-data: the fields in their order, then the file as `file`, streamed by the platform. */
  sendForm(form: FormUpload, signal: Signal, onSent: OnSent): Promise<HttpAnswer>
  /**
   * Any other request. Redirects are not followed: a body is not to be sent to a host that nobody named.
   * `onSent` is called where the platform tells how far a body is; `wx.request` does not.
   */
  send(request: HttpRequest, signal: Signal, onSent?: OnSent): Promise<HttpAnswer>
}

/** Bytes of the whole body handed to the network so far, and in all; of a form, more than the file's own. */
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
  /** Names in lower case. `content-type` is always among them: `wx.request` would else send one of its own. */
  headers: Headers
  body?: string | ArrayBuffer
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
  stat(path: string): Promise<FileStat>
  open(path: string): Promise<OpenFile>
}

export interface FileStat {
  /** Bytes. */
  size: number
  /** When it was last written, in whatever unit: only compared with itself. Absent where the platform hides it. */
  modified?: number
}

/** Whoever opens it closes it, on every path. */
export interface OpenFile {
  /** Exactly `length` bytes from `position`, both within the file; else rejects with `file-changed`. */
  read(position: number, length: number): Promise<ArrayBuffer>
  /** Never rejects. */
  close(): Promise<void>
}

/** Small values that survive a restart. May lose them at any time; a full store is not an error of an upload. */
export interface Store {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
  remove(key: string): Promise<void>
}

/** Time in ms. Only differences are used: device clocks are wrong, and are set right in mid-upload. */
export interface Clock {
  now(): number
  /** Calls `then` once, after `ms`; the answer calls it off. */
  after(ms: number, then: () => void): () => void
}

/** What the platform lets through now. */
export interface Lifecycle {
  /** `hidden`: in the background; `offline`: no network; of both, `hidden`. */
  obstacle(): 'hidden' | 'offline' | undefined
  network(): Network
  /** Calls back whenever obstacle or network may have changed; the answer unsubscribes. */
  subscribe(onChange: () => void): () => void
  /** Keeps the screen from going dark, as long as `on`: a dark screen hides the app. */
  keepAwake(on: boolean): void
}

export interface Network {
  type: 'wifi' | '5g' | '4g' | '3g' | '2g' | 'unknown'
  /** The platform finds it weak. */
  weak: boolean
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
