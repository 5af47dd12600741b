import { ERRORS, type ErrorCode } from '../../error-codes'

/** How many retries one upload has used so far. */
export interface Tries {
  backoffs: number
  renewals: number
}

export const NO_TRIES: Tries = { backoffs: 0, renewals: 0 }

export interface RetryLimits {
  /** How often to wait after a temporary failure before it becomes final. */
  backoffs: number
  /** The longest first wait; each next one may be twice as long, ms. */
  baseMs: number
  /** The longest wait of all, ms. */
  capMs: number
}

export const RETRY_LIMITS: RetryLimits = { backoffs: 4, baseMs: 1_000, capMs: 20_000 }

export type NextStep =
  | { step: 'fail' }
  | { step: 'again'; afterMs: number; tries: Tries }
  | { step: 'renew'; tries: Tries }
  | { step: 'complete'; tries: Tries }

/** A free retry also waits, so that an app which keeps all connections busy is not retried in a tight loop. */
const FREE_PAUSE_MS = { least: 500, most: 2_000 }

/** Failures that a hidden app or a lost network explains. */
const CONNECTION_FAILURES: ErrorCode[] = ['network', 'timeout', 'server-unreachable', 'interrupted']

export const isConnectionFailure = (code: ErrorCode): boolean => CONNECTION_FAILURES.includes(code)

export interface Failure {
  code: ErrorCode
  /** The gate was shut during the attempt. A connection failure then uses up no retry. */
  obstructed: boolean
  /** How long the answer asked to wait, ms. */
  retryAfterMs: number
  /** The question whether the file is stored has failed, not the sending. */
  confirming: boolean
}

/** Decides what to do after a failure. Pure: the caller waits, renews or gives up. `random`: 0 ≤ x < 1. */
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
  // Asking costs nothing, so an object that may be stored is never given up because the retries are used up.
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
