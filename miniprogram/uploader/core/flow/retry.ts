import { ERRORS, type ErrorCode } from '../../error-codes'

/** What has been spent on one upload so far. */
export interface Tries {
  backoffs: number
  renewals: number
}

export const NO_TRIES: Tries = { backoffs: 0, renewals: 0 }

export interface RetryLimits {
  /** How often a passing fault is waited out before it is final. */
  backoffs: number
  /** The first wait is at most this long, each next one twice as long, ms. */
  baseMs: number
  /** No wait is longer, ms. */
  capMs: number
}

export const RETRY_LIMITS: RetryLimits = { backoffs: 4, baseMs: 1_000, capMs: 20_000 }

export type NextStep =
  | { step: 'fail' }
  | { step: 'again'; afterMs: number; tries: Tries }
  | { step: 'renew'; tries: Tries }
  | { step: 'complete'; tries: Tries }

/** A free try still pauses, so that an app that keeps all connections busy is not asked in a tight loop. */
const FREE_PAUSE_MS = { least: 500, most: 2_000 }

/** The failures that a hidden app or a lost network explains. */
const CONNECTION_FAILURES: ErrorCode[] = ['network', 'timeout', 'server-unreachable', 'interrupted']

export const isConnectionFailure = (code: ErrorCode): boolean => CONNECTION_FAILURES.includes(code)

export interface Failure {
  code: ErrorCode
  /** At some time of the attempt the platform let nothing through: whatever broke for that reason costs no try. */
  obstructed: boolean
  /** What the answer asked for, ms. */
  retryAfterMs: number
  /** It was the question whether it is stored that failed, not the sending. */
  confirming: boolean
}

/** What to do after a failure. Pure: the caller waits, renews or gives up. `random`: 0 ≤ x < 1. */
export function nextStep(
  { code, obstructed, confirming, retryAfterMs }: Failure,
  tries: Tries,
  random: number,
  limits = RETRY_LIMITS,
): NextStep {
  const { retry } = ERRORS[code]
  if (obstructed && isConnectionFailure(code)) return { step: 'again', afterMs: 0, tries }
  if (retry === 'free') {
    const span = FREE_PAUSE_MS.most - FREE_PAUSE_MS.least
    return { step: 'again', afterMs: FREE_PAUSE_MS.least + random * span, tries }
  }
  // Asking costs nothing: an object that may be there is never given up for want of tries.
  if (retry === 'complete' && !confirming) return { step: 'complete', tries }
  if (retry === 'renew' && tries.renewals === 0) return { step: 'renew', tries: { ...tries, renewals: 1 } }
  if (retry === 'never' || retry === 'renew' || tries.backoffs >= limits.backoffs) return { step: 'fail' }

  const spent = { ...tries, backoffs: tries.backoffs + 1 }
  const afterMs = Math.max(retryAfterMs, backoffMs(tries.backoffs, random, limits))
  return { step: 'again', afterMs, tries: spent }
}

/** Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
export function backoffMs(attempt: number, random: number, { baseMs, capMs }: RetryLimits): number {
  return random * Math.min(capMs, baseMs * 2 ** attempt)
}
