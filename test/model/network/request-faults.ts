import { UploadError } from '../../../miniprogram/uploader/core/errors'
import type { HttpAnswer } from '../../../miniprogram/uploader/core/ports'

/** What goes wrong with one request. */
export type RequestFault =
  /** The connection is reset, or it stalls for ever, once this share of the body has arrived. */
  | { kind: 'reset' | 'stall'; share: number }
  /** The platform fails the request before it is sent. */
  | { kind: 'refuse'; error: UploadError }
  /** A proxy answers, and the server never sees the request. */
  | { kind: 'answer'; answer: HttpAnswer }
  /** The server handles the request, but its answer is lost. */
  | { kind: 'lose-answer' }

export type Target = 'form' | 'part' | 'backend'

export interface PlannedFault {
  on: Target
  /** Counts the requests to `on`, from 0. */
  nth: number
  fault: RequestFault
}

export interface RequestFaults {
  /** Counts a request, and returns the fault that was planned for it. */
  next(target: Target): RequestFault | undefined
  /** Drops the faults that are left. */
  clear(): void
}

export function requestFaults(planned: readonly PlannedFault[]): RequestFaults {
  const count: Record<Target, number> = { form: 0, part: 0, backend: 0 }
  let left = planned
  return {
    next(target) {
      const nth = count[target]
      count[target] += 1
      return left.find((one) => one.on === target && one.nth === nth)?.fault
    },
    clear() {
      left = []
    },
  }
}

const oss = (status: number, code: string, message = ''): HttpAnswer => ({
  status,
  headers: { 'x-oss-request-id': 'R' },
  text: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
})

const html = (status: number): HttpAnswer => ({ status, headers: {}, text: '<html>Bad Gateway</html>' })

/** Temporary errors that OSS answers. */
export const OSS_ERROR_ANSWERS: Record<string, HttpAnswer> = {
  unavailable: oss(503, 'ServiceUnavailable', 'Please reduce your request rate.'),
  internal: oss(500, 'InternalError'),
  gateway: html(502),
  expiredSignature: oss(403, 'AccessDenied', 'Request has expired.'),
  expiredToken: oss(403, 'SecurityTokenExpired', 'The security token you provided has expired.'),
}

/** Temporary errors that the backend, or a proxy before it, answers. */
export const BACKEND_ERROR_ANSWERS: Record<string, HttpAnswer> = {
  gateway: html(502),
  busy: {
    status: 429,
    headers: { 'retry-after': '3' },
    text: JSON.stringify({ error: { code: 'too-many-requests', requestId: 'r' } }),
  },
  cloudDown: {
    status: 503,
    headers: {},
    text: JSON.stringify({ error: { code: 'cloud-unavailable', requestId: 'r' } }),
  },
  signedOut: {
    status: 401,
    headers: {},
    text: JSON.stringify({ error: { code: 'unauthenticated', requestId: 'r' } }),
  },
}

export type OutageKind = 'refused' | 'reset' | '503' | 'answer lost' | PlatformError

/** What a request meets while its server is away. */
export const OUTAGE_FAULTS: Record<OutageKind, (target: Target) => RequestFault> = {
  refused: () => ({ kind: 'refuse', error: new UploadError('network', { params: { detail: 'connection refused' } }) }),
  reset: () => ({ kind: 'reset', share: 0.5 }),
  '503': (target) => ({
    kind: 'answer',
    answer: (target === 'backend' ? BACKEND_ERROR_ANSWERS.gateway : OSS_ERROR_ANSWERS.unavailable) as HttpAnswer,
  }),
  'answer lost': () => ({ kind: 'lose-answer' }),
  interrupted: () => refused('interrupted'),
  'too-many-connections': () => refused('too-many-connections'),
  'out-of-memory': () => refused('out-of-memory'),
  timeout: () => refused('timeout'),
}

const refused = (code: PlatformError): RequestFault => ({ kind: 'refuse', error: platformError(code) })

const platformError = (code: PlatformError | 'network'): UploadError =>
  new UploadError(code, { params: { detail: 'injected' } })

/** Codes with which the platform fails a request before it is sent, whatever its server does. */
const PLATFORM_CODES = ['interrupted', 'too-many-connections', 'out-of-memory', 'timeout'] as const

export type PlatformError = (typeof PLATFORM_CODES)[number]

/** Errors with which the platform fails a request before it is sent. */
export const PLATFORM_ERRORS = (['network', ...PLATFORM_CODES] as const).map(platformError)
