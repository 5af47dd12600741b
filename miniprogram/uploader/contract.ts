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
  complete: '/v1/uploads/complete',
  callback: '/v1/uploads/callback',
} as const

export const LIMITS = {
  /** A request's JSON body, bytes. */
  bodyBytes: 64 * 1024,
  /** Files in one `POST /v1/uploads`. */
  filesPerCall: 20,
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
  /** The `upload` of an earlier ticket: gives a fresh ticket for the same key. */
  renew?: string
}

/** One answer a file, in the order asked. A refused file does not hold back the others. */
export interface UploadsAnswer {
  uploads: (Ticket | Refusal)[]
}

export type Ticket = FormTicket

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

export interface Refusal {
  error: ErrorBody
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
  /** Of a picture, px, as shown. */
  width?: number
  height?: number
  /** CRC-64/XZ as OSS computed it, an unsigned decimal (up to 20 digits: not a Number). */
  crc64: string
  /** What the route's `onStored` returned; `undefined` without one. */
  data: Data
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

/** The closed list. `messages.ts` has the words, the README the table; a test keeps all of them in step. */
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
  'file-too-large': { status: 413, retry: 'never' },
  'type-not-accepted': { status: 415, retry: 'never' },
  // One upload, after it was sent
  'upload-invalid': { status: 400, retry: 'never' },
  'upload-expired': { status: 410, retry: 'never' },
  'not-stored': { status: 409, retry: 'backoff' },
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
  'certificate-invalid': { status: 0, retry: 'never' },
  'privacy-not-declared': { status: 0, retry: 'never' },
  'privacy-refused': { status: 0, retry: 'never' },
  'permission-denied': { status: 0, retry: 'never' },
  'login-failed': { status: 0, retry: 'backoff' },
  // The backend, as the client sees it
  'server-unreachable': { status: 0, retry: 'backoff' },
  'server-answer-invalid': { status: 0, retry: 'backoff' },
  // OSS, as the client sees it
  'ticket-expired': { status: 0, retry: 'renew' },
  'signature-refused': { status: 0, retry: 'never' },
  'policy-refused': { status: 0, retry: 'never' },
  'access-denied': { status: 0, retry: 'never' },
  'domain-forbidden': { status: 0, retry: 'never' },
  'already-exists': { status: 0, retry: 'complete' },
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
