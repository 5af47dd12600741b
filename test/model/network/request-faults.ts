import { UploadError } from '../../../miniprogram/uploader/core/errors'
import type { HttpAnswer } from '../../../miniprogram/uploader/core/ports'

/** What goes wrong with one request. */
export type Strike =
  /** Broken, or nothing moves any more, once that share of its body has arrived. */
  | { kind: 'reset' | 'stall'; share: number }
  /** It does not come about. */
  | { kind: 'refuse'; error: UploadError }
  /** Somebody else answers, and nothing is done. */
  | { kind: 'answer'; answer: HttpAnswer }
  /** All is done, and nobody hears of it. */
  | { kind: 'lose-answer' }

export type Target = 'form' | 'part' | 'backend'

/** Of the requests to `on`, the `nth` from 0. */
export interface AimedStrike {
  on: Target
  nth: number
  strike: Strike
}

/** Deals each strike once. */
export function strikesOf(aimed: readonly AimedStrike[]): { take(target: Target): Strike | undefined; clear(): void } {
  const count: Record<Target, number> = { form: 0, part: 0, backend: 0 }
  let left = aimed
  return {
    take(target) {
      const nth = count[target]
      count[target] += 1
      return left.find((one) => one.on === target && one.nth === nth)?.strike
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

/** Answers of OSS that mean: not now. */
export const OSS_ANSWERS: Record<string, HttpAnswer> = {
  unavailable: oss(503, 'ServiceUnavailable', 'Please reduce your request rate.'),
  internal: oss(500, 'InternalError'),
  gateway: html(502),
  expiredSignature: oss(403, 'AccessDenied', 'Request has expired.'),
  expiredToken: oss(403, 'SecurityTokenExpired', 'The security token you provided has expired.'),
}

/** The same of the backend, and of what stands before it. */
export const BACKEND_ANSWERS: Record<string, HttpAnswer> = {
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

export const REFUSALS = (['network', 'interrupted', 'too-many-connections', 'out-of-memory', 'timeout'] as const).map(
  (code) => new UploadError(code, { params: { detail: 'struck' } }),
)
