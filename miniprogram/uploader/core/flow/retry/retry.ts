import { ERRORS, type ErrorCode } from '../../../error-codes'
import { PATIENCE_MS } from './patience'

/** What one upload, or one call, has gone through since something last got through. */
export interface Tries {
  /** How often it has waited. Each wait may be longer than the one before. */
  backoffs: number
  /** For how long nothing has got through, ms. */
  stuckMs: number
  /** How many fresh tickets it has asked for, from its beginning. */
  renewals: number
}

export const NO_TRIES: Tries = { backoffs: 0, stuckMs: 0, renewals: 0 }

/** After something got through, waits are short again. */
export const afterProgress = ({ renewals }: Tries): Tries => ({ ...NO_TRIES, renewals })

/**
 * A silent attempt counts as no longer than this, ms. A connection that hangs until its timeout must leave time for
 * another attempt, and a device whose clock was set forward must not give up at once.
 */
const MOST_ATTEMPT_MS = 60_000

/** A user does not wait longer than this for a busy backend, ms: it is better to say when to come back. */
export const MOST_RETRY_AFTER_MS = 60_000

/** The first wait is at most this long, and each next one at most twice as long, ms. */
const BASE_MS = 1_000
/** The longest wait of all, ms. It bounds how late an upload notices that an outage is over. */
const CAP_MS = 20_000

export type NextStep =
  | { step: 'fail' }
  /** `isFree`: the attempt says nothing about the far end, and the wait is too short to be shown to the user. */
  | { step: 'again'; afterMs: number; isFree: boolean; tries: Tries }
  | { step: 'renew'; tries: Tries }
  | { step: 'complete'; tries: Tries }

/** A free retry waits only shortly: it begins as soon as the platform allows it. */
const FREE_PAUSE_MS = { least: 500, most: 2_000 }

/** @param stuckMs an app that keeps all connections busy for minutes is asked less and less often */
export const freePauseMs = (random: number, stuckMs: number): number => {
  const pauseMs = FREE_PAUSE_MS.least + random * (FREE_PAUSE_MS.most - FREE_PAUSE_MS.least)
  return Math.max(pauseMs, Math.min(CAP_MS, stuckMs / 8))
}

/** Failures that a hidden app or a lost network explains. */
const CONNECTION_FAILURES: ErrorCode[] = ['network', 'timeout', 'server-unreachable', 'interrupted']

export const isConnectionFailure = (code: ErrorCode): boolean => CONNECTION_FAILURES.includes(code)

export interface Failure {
  code: ErrorCode
  /** The gate was shut during the attempt. A connection failure then does not count. */
  obstructed: boolean
  /** How long the answer asked to wait, ms. */
  retryAfterMs: number
  /** The question whether the file is stored has failed, not the sending. */
  confirming: boolean
  /** How long nothing had moved when the attempt failed, ms. */
  quietMs: number
}

/**
 * Decides what to do after a failure. Pure: the caller waits, renews or gives up.
 * @param random 0 ≤ x < 1
 * @param patienceMs how long nothing may get through before the failure is final
 */
export function nextStep(failure: Failure, tries: Tries, random: number, patienceMs = PATIENCE_MS): NextStep {
  const { code, obstructed, confirming } = failure
  const { retry } = ERRORS[code]
  // What failed before the obstacle says nothing about the network that is there after it.
  if (obstructed && isConnectionFailure(code)) {
    return { step: 'again', afterMs: 0, isFree: true, tries: afterProgress(tries) }
  }
  // Asking costs nothing, so an object that may be stored is never given up because the patience is used up.
  if (retry === 'complete' && !confirming) return { step: 'complete', tries }
  // The far end answers again, if only to refuse the old ticket.
  if (retry === 'renew' && tries.renewals === 0) return { step: 'renew', tries: { ...NO_TRIES, renewals: 1 } }
  if (retry === 'never' || retry === 'renew') return { step: 'fail' }
  return again(failure, tries, random, patienceMs)
}

function again({ code, retryAfterMs, quietMs }: Failure, tries: Tries, random: number, patienceMs: number): NextStep {
  const stuckMs = tries.stuckMs + Math.min(MOST_ATTEMPT_MS, Math.max(0, quietMs))
  if (stuckMs >= patienceMs || retryAfterMs > MOST_RETRY_AFTER_MS) return { step: 'fail' }
  const isFree = ERRORS[code].retry === 'free'
  const pauseMs = isFree ? freePauseMs(random, stuckMs) : backoffMs(tries.backoffs, random)
  // The last attempt comes at the end of the patience, not before.
  const afterMs = Math.max(retryAfterMs, Math.min(pauseMs, patienceMs - stuckMs))
  const backoffs = tries.backoffs + (isFree ? 0 : 1)
  const isShort = afterMs <= FREE_PAUSE_MS.most
  return { step: 'again', afterMs, isFree: isFree && isShort, tries: { ...tries, backoffs, stuckMs } }
}

/**
 * Equal jitter: half of the wait is fixed, so that no retry follows at once, and half is random, so that the phones
 * which one outage has stopped do not all return in the same instant.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(attempt: number, random: number): number {
  const most = Math.min(CAP_MS, BASE_MS * 2 ** attempt)
  return (most / 2) * (1 + random)
}
