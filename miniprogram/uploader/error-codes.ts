/**
 * What a client does after a failure:
 * - `never`: it does not retry; a person must act.
 * - `backoff`: it retries the same request later.
 * - `renew`: it requests a fresh ticket, once.
 * - `free`: it retries as soon as the platform allows; this does not lengthen the waits between retries.
 * - `complete`: it asks the backend whether the file is stored before it sends anything again.
 */
export type Retry = 'never' | 'backoff' | 'renew' | 'free' | 'complete'

interface ErrorTrait {
  /** The HTTP status of the answer that carries the code. 0 if the code arises only in the client. */
  status: number
  retry: Retry
}

/** The closed list of codes. `messages/` holds the words, and docs/errors.md the table; a test keeps all of them in step. */
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
  'content-refused': { status: 422, retry: 'never' },
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
