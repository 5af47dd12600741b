/**
 * The wire between the mini-program and its backend: routes, shapes, limits and the closed list of error codes.
 * JSON over HTTPS. Both sides read this file; it imports nothing.
 *
 * Sizes are bytes. Times are seconds from now (`expiresIn`), never dates: device clocks are wrong.
 */

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

// ── POST /v1/credentials, where the backend allows it ───────────────────────────────────────────────────────────────

/** STS credentials for ali-oss in a web page. They can only put, and only below `prefix`. */
export interface CredentialsAnswer {
  accessKeyId: string
  accessKeySecret: string
  securityToken: string
  expiresIn: number
  bucket: string
  /** Region ID, `cn-hangzhou`. (ali-oss calls it `oss-cn-hangzhou`.) */
  region: string
  /** Of the bucket itself: ali-oss takes it with `cname: true`. */
  endpoint: string
  /** Ends with a slash: every key must begin with it. */
  prefix: string
}

// ── POST /v1/presign, where the backend allows it ───────────────────────────────────────────────────────────────────

export type PresignRequest = PresignPutRequest | PresignGetRequest

/** One PUT of exactly these bytes, for clients that can send no form. Confirmed by `complete`, like every upload. */
export interface PresignPutRequest {
  method: 'PUT'
  route: string
  input?: unknown
  file: Pick<FileDeclaration, 'name' | 'size' | 'type'>
}

export interface PresignGetRequest {
  method: 'GET'
  key: string
  style?: string
  downloadAs?: string
}

export interface PresignAnswer {
  method: 'PUT' | 'GET'
  url: string
  /** To be sent unchanged. (Content-Length is signed as well; every HTTP client sends it by itself.) */
  headers: Record<string, string>
  /** Absent when the URL is good for good. */
  expiresIn?: number
  /** Of a PUT: for `complete`. */
  upload?: string
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

/**
 * What a client does next:
 * `never` ask a person · `backoff` the same again, later · `renew` a fresh ticket, once · `free` again as soon as the
 * platform allows, at no cost of a try · `complete` ask the backend whether it is stored before sending again.
 */
export type Retry = 'never' | 'backoff' | 'renew' | 'free' | 'complete'

interface ErrorTrait {
  /** The HTTP status it travels under; 0 when it only arises in the client. */
  status: number
  retry: Retry
}

/** The closed list. `messages/` has the words, the README the table; a test keeps all of them in step. */
export const ERRORS = {
  // The request
  'bad-request': { status: 400, retry: 'never' },
  'body-too-large': { status: 413, retry: 'never' },
  'not-found': { status: 404, retry: 'never' },
  unauthenticated: { status: 401, retry: 'never' },
  forbidden: { status: 403, retry: 'never' },
  'too-many-requests': { status: 429, retry: 'backoff' },
  'server-error': { status: 500, retry: 'backoff' },
  'server-misconfigured': { status: 500, retry: 'never' },
  'cloud-unavailable': { status: 503, retry: 'backoff' },
  // One file, refused before it is sent
  'unknown-route': { status: 404, retry: 'never' },
  'input-invalid': { status: 422, retry: 'never' },
  'too-many-files': { status: 422, retry: 'never' },
  'file-empty': { status: 422, retry: 'never' },
  'file-too-small': { status: 422, retry: 'never' },
  'file-too-large': { status: 413, retry: 'never' },
  'type-not-accepted': { status: 415, retry: 'never' },
  'part-size-invalid': { status: 422, retry: 'never' },
  // One upload, after it was sent
  'upload-invalid': { status: 400, retry: 'never' },
  'upload-expired': { status: 410, retry: 'never' },
  'not-stored': { status: 409, retry: 'backoff' },
  'parts-missing': { status: 409, retry: 'renew' },
  'stored-differs': { status: 422, retry: 'never' },
  'callback-refused': { status: 403, retry: 'never' },
  // The file, on the device
  'file-missing': { status: 0, retry: 'never' },
  'file-changed': { status: 0, retry: 'never' },
  'file-unreadable': { status: 0, retry: 'never' },
  // The device and its network
  cancelled: { status: 0, retry: 'never' },
  network: { status: 0, retry: 'backoff' },
  timeout: { status: 0, retry: 'backoff' },
  interrupted: { status: 0, retry: 'free' },
  'too-many-connections': { status: 0, retry: 'free' },
  'out-of-memory': { status: 0, retry: 'backoff' },
  'domain-not-listed': { status: 0, retry: 'never' },
  'origin-not-allowed': { status: 0, retry: 'backoff' },
  'certificate-invalid': { status: 0, retry: 'never' },
  'script-missing': { status: 0, retry: 'never' },
  'privacy-not-declared': { status: 0, retry: 'never' },
  'privacy-refused': { status: 0, retry: 'never' },
  'permission-denied': { status: 0, retry: 'never' },
  'login-failed': { status: 0, retry: 'backoff' },
  // The backend, as the client sees it
  'server-unreachable': { status: 0, retry: 'backoff' },
  'server-answer-invalid': { status: 0, retry: 'backoff' },
  'credentials-failed': { status: 0, retry: 'backoff' },
  // OSS, as the client sees it
  'ticket-expired': { status: 0, retry: 'renew' },
  'signature-refused': { status: 0, retry: 'never' },
  'policy-refused': { status: 0, retry: 'never' },
  'access-denied': { status: 0, retry: 'never' },
  'domain-forbidden': { status: 0, retry: 'never' },
  'already-exists': { status: 409, retry: 'complete' },
  'not-confirmed': { status: 0, retry: 'complete' },
  'oss-refused': { status: 0, retry: 'never' },
  'oss-unavailable': { status: 0, retry: 'backoff' },
  // The code that calls the library
  misuse: { status: 0, retry: 'never' },
} as const satisfies Record<string, ErrorTrait>

export type ErrorCode = keyof typeof ERRORS

export const isErrorCode = (code: unknown): code is ErrorCode => Object.keys(ERRORS).includes(code as string)

// ── Types that flow from the backend's routes ───────────────────────────────────────────────────────────────────────

/** What `typeof routes` looks like from here: `import type { Routes } from '…/server/routes'`. */
export type RouteTypes = Record<string, { readonly '~types'?: { input: unknown; data: unknown } }>

export type InputOf<Routes extends RouteTypes, Name extends keyof Routes> = NonNullable<Routes[Name]['~types']>['input']

export type DataOf<Routes extends RouteTypes, Name extends keyof Routes> = NonNullable<Routes[Name]['~types']>['data']
