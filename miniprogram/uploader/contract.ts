/**
 * The wire between the mini-program and its backend: routes, shapes and limits.
 * JSON over HTTPS. Both sides read this file; it imports nothing but the codes.
 *
 * Sizes are bytes. Times are seconds from now (`expiresIn`), never dates: device clocks are wrong.
 */

import type { ErrorCode } from './error-codes'

/** Below wherever the backend is mounted. */
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
  /** Of every part but the last, bytes: OSS takes none smaller, and the backend signs none larger. */
  leastPartBytes: 100 * 1024,
  mostPartBytes: 100 * 1024 * 1024,
  /** Keys in one `POST /v1/urls`. */
  keysPerCall: 100,
  /** A file's own name, UTF-16 units. */
  nameLength: 255,
} as const

// ── POST /v1/session ────────────────────────────────────────────────────────────────────────────────────────────────

export interface SessionRequest {
  /** From `wx.login`: single use, lives 5 minutes. */
  code: string
}

export interface SessionAnswer {
  /** Sent back as `Authorization: Bearer <token>`. */
  token: string
  expiresIn: number
}

// ── POST /v1/uploads ────────────────────────────────────────────────────────────────────────────────────────────────

export interface UploadsRequest {
  /** A name of the backend's `routes.ts`. */
  route: string
  /** What that route asks for besides files. */
  input?: unknown
  /** 1 to {@link LIMITS.filesPerCall}. */
  files: FileDeclaration[]
}

export interface FileDeclaration {
  /** The user's own name of the file. It never becomes part of the key. */
  name?: string
  /** Exact: the ticket lets through this many bytes, no more and no fewer. */
  size: number
  /** Media type, judged from the first bytes. */
  type: string
  /** The `upload` of an earlier form ticket: gives a fresh ticket for the same key. */
  renew?: string
  /**
   * Asks for a {@link MultipartTicket} with parts of so many bytes, {@link LIMITS.leastPartBytes} to
   * {@link LIMITS.mostPartBytes} and at most {@link LIMITS.partsPerUpload} of them. Without it: a {@link FormTicket}.
   * Not beside `renew`: a multipart upload gets its fresh signatures by `parts`.
   */
  partSize?: number
}

/** One answer a file, in the order asked. A refused file does not hold back the others. */
export interface UploadsAnswer {
  uploads: (Ticket | Refusal)[]
}

export type Ticket = FormTicket | MultipartTicket

export interface FormTicket {
  kind: 'form'
  /** Opaque: all the state the backend needs. Kept for `complete` and `renew`. */
  upload: string
  /** Where to POST: the bucket's domain. */
  url: string
  /** Form fields, in the order to send; `file` goes last. */
  fields: Record<string, string>
  expiresIn: number
}

/**
 * Part `n` (from 1) is PUT as raw bytes to `<url>?<query>&partNumber=<n>&x-oss-signature=<its signature>`, with exactly
 * these headers. Every part but the last has `partSize` bytes; its length is signed as well.
 */
export interface MultipartTicket extends SignedParts {
  kind: 'multipart'
  /** Opaque: all the state the backend needs. Good for 7 days: kept for `parts`, `resume`, `complete` and `abort`. */
  upload: string
  url: string
  /** Bytes. */
  partSize: number
  partCount: number
}

/** Signatures of parts in a row. Each batch has its own query: the signing date is in it. */
export interface SignedParts {
  query: string
  /** To be sent unchanged, and no `content-type` but this. */
  headers: Record<string, string>
  /** Number of the part that the first signature is for. */
  from: number
  /** Lower-case hex, at most {@link LIMITS.signaturesPerCall}; empty when no part is left to sign. */
  signatures: string[]
  expiresIn: number
}

export interface Refusal {
  error: ErrorBody
}

// ── POST /v1/uploads/parts, /resume and /abort ──────────────────────────────────────────────────────────────────────

/** More signatures, or the same again after they ran out. */
export interface PartsRequest {
  upload: string
  /** Number of the first part, from 1. */
  from: number
  /** How many are wanted; fewer may come, but at least one. */
  count: number
}

export type PartsAnswer = SignedParts

export interface ResumeRequest {
  upload: string
}

/** What OSS holds, and a ticket whose signatures begin at the first part it does not hold. */
export interface ResumeAnswer {
  ticket: MultipartTicket
  /** Ascending by number. Parts of a wrong size are left out: sending them again overwrites them. */
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
  /** It had been confirmed already, and stays. Else nothing of it is left. */
  stored: boolean
}

// ── POST /v1/uploads/complete, and OSS's callback ───────────────────────────────────────────────────────────────────

export interface CompleteRequest {
  upload: string
  /** CRC-64/XZ of the bytes sent, as an unsigned decimal. When given, the stored object must have the same. */
  crc64?: string
}

/** Also the body of the upload's own POST, when OSS calls the backend back. */
export interface CompleteAnswer {
  file: StoredFile
}

export interface StoredFile<Data = unknown> {
  key: string
  /** Public files: for good. Private files: signed, for {@link StoredFile.urlExpiresIn} seconds. */
  url: string
  urlExpiresIn?: number
  name?: string
  size: number
  type: string
  /** Of a picture, where the route has a thumbnail style; lives as long as `url`. */
  thumbnailUrl?: string
  /** Of a picture, px, as shown. */
  width?: number
  height?: number
  /** CRC-64/XZ as OSS computed it, an unsigned decimal (up to 20 digits: not a Number). */
  crc64: string
  /** What the route's `onStored` returned; `undefined` without one. */
  data: Data
}

// ── POST /v1/urls ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Fresh URLs of stored files that the user may read: their own, or what the route's `canRead` allows. */
export interface UrlsRequest {
  /** 1 to {@link LIMITS.keysPerCall}. */
  keys: string[]
  /** A name of the route's `styles`: the picture as that makes it. */
  style?: string
  /** Makes browsers save the file, under this name. */
  downloadAs?: string
}

/** One answer a key, in the order asked. */
export interface UrlsAnswer {
  urls: (FileUrl | Refusal)[]
}

export interface FileUrl {
  url: string
  /** Absent when the URL is good for good. */
  expiresIn?: number
}

// ── Errors ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Body of every answer that is not 2xx: `{ error }`. */
export interface ErrorBody {
  code: ErrorCode
  /** Facts that the code's message speaks of, such as `{ size, maxSize }`. */
  params?: Record<string, string | number>
  /** Asks the operator's log. */
  requestId: string
  /** A sentence the backend's author wrote for the user; else the code's own message is shown. */
  message?: string
}
