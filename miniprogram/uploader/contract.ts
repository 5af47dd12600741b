/**
 * The wire between the mini-program and its backend: routes, shapes and limits.
 * JSON over HTTPS. Both sides read this file; it imports nothing but the codes and the charsets.
 *
 * Sizes are bytes. Times are seconds from now (`expiresIn`), never dates: device clocks are wrong.
 */

import type { ErrorCode } from './error-codes'
import type { Charset } from './formats/charset'

/** Paths relative to where the backend is mounted. */
export const PATHS = {
  session: '/v1/session',
  uploads: '/v1/uploads',
  parts: '/v1/uploads/parts',
  resume: '/v1/uploads/resume',
  complete: '/v1/uploads/complete',
  abort: '/v1/uploads/abort',
  callback: '/v1/uploads/callback',
  urls: '/v1/urls',
  credentials: '/v1/credentials',
  presign: '/v1/presign',
} as const

/** A GET of it is answered without a body to parse, an identity or a call to OSS. */
export const HEALTH_PATH = '/healthz'

export const LIMITS = {
  /** A request's JSON body, bytes. */
  bodyBytes: 64 * 1024,
  /** Files in one `POST /v1/uploads`. */
  filesPerCall: 20,
  /** Files with a `partSize` in one `POST /v1/uploads`: each costs the backend a call to OSS. */
  multipartPerCall: 3,
  /** Part signatures in one answer; there may be fewer. */
  signaturesPerCall: 512,
  /** Parts of one file. https://help.aliyun.com/zh/oss/user-guide/multipart-upload */
  partsPerUpload: 10_000,
  /** Bytes. OSS refuses a smaller part unless it is the last; the backend signs no larger one. */
  leastPartBytes: 100 * 1024,
  mostPartBytes: 100 * 1024 * 1024,
  /** Keys in one `POST /v1/urls`. */
  keysPerCall: 100,
  /** A file's own name, UTF-16 units. */
  nameLength: 255,
} as const

// ── POST /v1/session ────────────────────────────────────────────────────────────────────────────────────────────────

export interface SessionRequest {
  /** From `wx.login`. A code works once, within 5 minutes. */
  code: string
}

export interface SessionAnswer {
  /** Send it as `Authorization: Bearer <token>`. */
  token: string
  expiresIn: number
}

// ── POST /v1/uploads ────────────────────────────────────────────────────────────────────────────────────────────────

export interface UploadsRequest {
  /** A name from the backend's `routes.ts`. */
  route: string
  /** What the route requires besides files. */
  input?: unknown
  /** 1 to {@link LIMITS.filesPerCall}. */
  files: FileDeclaration[]
  /**
   * From `wx.login`, instead of `Authorization`: the answer brings the session as well, and saves the round trip of
   * `POST /v1/session`. Both together are a `bad-request`.
   */
  code?: string
}

export interface FileDeclaration {
  /** The user's own name of the file. It never becomes part of the key. */
  name?: string
  /** Bytes, exact: the ticket accepts a file of this size and no other. */
  size: number
  /** Media type without parameters, judged by the first bytes and the name: see `formats/media-type.ts`. */
  type: string
  /** The charset of a text, if its first bytes leave no doubt. The stored Content-Type names it. */
  charset?: Charset
  /** The `upload` of an earlier form ticket. The answer is a fresh ticket for the same key. */
  renew?: string
  /**
   * Requests a {@link MultipartTicket} with parts of this many bytes: {@link LIMITS.leastPartBytes} to
   * {@link LIMITS.mostPartBytes}, and at most {@link LIMITS.partsPerUpload} parts. Without it the answer is a
   * {@link FormTicket}. It cannot stand beside `renew`: a multipart upload gets fresh signatures from `parts`.
   */
  partSize?: number
}

/** One answer per file, in the order of the request. A refused file does not block the others. */
export interface UploadsAnswer {
  /** What all forms of this answer have in common. Absent if there is none. */
  form?: SharedForm
  uploads: (FileForm | MultipartTicket | Refusal)[]
  /** Present if the request brought a code. */
  session?: SessionAnswer
}

export type Ticket = FormTicket | MultipartTicket

export interface SharedForm {
  /** The client POSTs to this URL, the bucket's own domain. */
  url: string
  /** The form fields that have the same value for each file. */
  fields: Record<string, string>
  expiresIn: number
}

/** The form of one file, without what it shares with the others of the answer. */
export interface FileForm {
  kind: 'form'
  /** An opaque token that holds all the state the backend needs. Send it with `complete` and `renew`. */
  upload: string
  /** Send these fields first, in their order, and then the shared ones. The field `file` goes last. */
  fields: Record<string, string>
}

/** A form as a client sends it: {@link FileForm} and {@link SharedForm} together. */
export interface FormTicket extends FileForm, SharedForm {}

/**
 * The client PUTs part `n` (from 1) as raw bytes to `<url>?<query>&partNumber=<n>&x-oss-signature=<its signature>`, with
 * exactly these headers. Every part but the last has `partSize` bytes. The signature covers the length as well.
 */
export interface MultipartTicket extends SignedParts {
  kind: 'multipart'
  /** An opaque token, valid for 7 days. Send it with `parts`, `resume`, `complete` and `abort`. */
  upload: string
  url: string
  /** Bytes. */
  partSize: number
  partCount: number
}

/** Signatures of consecutive parts. Each batch has its own query, because the query contains the signing date. */
export interface SignedParts {
  query: string
  /** Send these headers unchanged, and no other `content-type`. */
  headers: Record<string, string>
  /** The number of the part that the first signature belongs to. */
  from: number
  /** Lower-case hex, at most {@link LIMITS.signaturesPerCall}; empty when no part is left to sign. */
  signatures: string[]
  expiresIn: number
}

export interface Refusal {
  error: ErrorBody
}

// ── POST /v1/uploads/parts, /resume and /abort ──────────────────────────────────────────────────────────────────────

/** Requests more signatures, or the same ones again after they expired. */
export interface PartsRequest {
  upload: string
  /** Number of the first part, from 1. */
  from: number
  /** How many signatures the client wants. The answer may hold fewer, but at least one. */
  count: number
}

export interface ResumeRequest {
  upload: string
}

/** The parts that OSS holds, and a ticket whose signatures begin at the first missing part. */
export interface ResumeAnswer {
  ticket: MultipartTicket
  /** Ascending by number. Parts of a wrong size are left out, because sending them again overwrites them. */
  parts: HeldPart[]
}

export interface HeldPart {
  number: number
  /** CRC-64/XZ as OSS computed it, an unsigned decimal. */
  crc64: string
}

export interface AbortRequest {
  upload: string
}

export interface AbortAnswer {
  /** True if the file was confirmed before, and therefore stays. False if nothing of the upload is left. */
  stored: boolean
}

// ── POST /v1/uploads/complete, and OSS's callback ───────────────────────────────────────────────────────────────────

export interface CompleteRequest {
  upload: string
  /** CRC-64/XZ of the bytes sent, as an unsigned decimal. If given, the stored object must have the same value. */
  crc64?: string
}

/** With a callback, OSS also returns this body as the answer to the upload's own POST. */
export interface CompleteAnswer {
  file: StoredFile
}

export interface StoredFile<Data = unknown> {
  key: string
  /** The URL of a public file never expires. That of a private file is signed for {@link StoredFile.urlExpiresIn} seconds. */
  url: string
  urlExpiresIn?: number
  name?: string
  size: number
  /** Media type without parameters. */
  type: string
  /** Only for a picture whose route has a thumbnail style. It expires together with `url`. */
  thumbnailUrl?: string
  /** Only for a picture: pixels, as a viewer shows it. */
  width?: number
  height?: number
  /** CRC-64/XZ as OSS computed it, an unsigned decimal (up to 20 digits: not a Number). */
  crc64: string
  /** What the route's `onStored` returned, or `undefined` if the route has none. */
  data: Data
}

// ── POST /v1/urls ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Fresh URLs of stored files that the user may read: their own, or what the route's `canRead` allows. */
export interface UrlsRequest {
  /** 1 to {@link LIMITS.keysPerCall}. */
  keys: string[]
  /** A name from the route's `styles`. The URL then shows the picture in that style. */
  style?: string
  /** Browsers save the file under this name instead of showing it. */
  downloadAs?: string
}

/** One answer per key, in the order of the request. */
export interface UrlsAnswer {
  urls: (FileUrl | Refusal)[]
}

export interface FileUrl {
  url: string
  /** Absent if the URL never expires. */
  expiresIn?: number
}

// ── Errors ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Body of every answer that is not 2xx: `{ error }`. */
export interface ErrorBody {
  code: ErrorCode
  /** The facts that the code's message names, such as `{ size, maxSize }`. */
  params?: Record<string, string | number>
  /** Look this up in the backend's log. */
  requestId: string
  /** A sentence that the backend's author wrote for the user. Without it, the code's own message is shown. */
  message?: string
}
