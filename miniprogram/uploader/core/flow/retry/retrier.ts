import type { UploadError } from '../../errors'
import type { Clock, Signal } from '../../ports'
import type { Gate } from '../gate'
import { untilStopped } from '../waiting'
import { afterProgress, type Failure, type NextStep, NO_TRIES, nextStep } from './retry'
import { type OnWait, UNSEEN } from './retry-waits'

/** What a retry depends on. */
export interface RetryContext {
  clock: Clock
  /** 0 ≤ x < 1. */
  random: () => number
  gate: Gate
  /** Is told of each wait before a retry that counts. */
  onWait: OnWait
  /** How long nothing may get through before a temporary failure is final, ms. */
  patienceMs: number
}

/** Applies the policy of `retry.ts` to the attempts at one thing: it measures the time, and waits. */
export interface Retrier {
  /** An attempt begins. */
  begin(): void
  /** Bytes move. `isNews`: something got through that had not got through before. */
  moved(isNews: boolean): void
  /** Decides what comes after the attempt has failed. */
  after(error: Pick<UploadError, 'code' | 'retryAfterMs'>, about: Circumstances): NextStep
  /** Waits before the next attempt. Rejects with `cancelled` as soon as the signal stops. */
  wait(error: UploadError, next: Extract<NextStep, { step: 'again' }>): Promise<void>
}

type Circumstances = Partial<Pick<Failure, 'obstructed' | 'confirming'>>

/** @param patienceMs asked after each failure */
export function retrier(
  context: RetryContext,
  signal: Signal,
  patienceMs: () => number = () => context.patienceMs,
): Retrier {
  const { clock, random } = context
  let tries = NO_TRIES
  let quietSince = clock.now()

  return {
    begin() {
      quietSince = clock.now()
    },
    moved(isNews) {
      quietSince = clock.now()
      if (isNews) tries = afterProgress(tries)
    },
    after({ code, retryAfterMs }, { obstructed = false, confirming = false }) {
      const quietMs = clock.now() - quietSince
      const next = nextStep({ code, retryAfterMs, obstructed, confirming, quietMs }, tries, random(), patienceMs())
      if (next.step !== 'fail') tries = next.tries
      return next
    },
    async wait(error, { afterMs, isFree }) {
      const seen = isFree ? { ...context, onWait: UNSEEN } : context
      const { waitedMs, isFresh } = await waitToRetry(error, afterMs, seen, signal)
      tries = isFresh ? afterProgress(tries) : { ...tries, stuckMs: tries.stuckMs + waitedMs }
    },
  }
}

interface Waited {
  /** ms */
  waitedMs: number
  /** There was an obstacle: what failed before says nothing about the network that is there after it. */
  isFresh: boolean
}

/** Ends after `ms`, when the wait is skipped, or as soon as an obstacle is gone that came in between. */
async function waitToRetry(
  error: UploadError,
  ms: number,
  { clock, gate, onWait }: RetryContext,
  signal: Signal,
): Promise<Waited> {
  const begunAt = clock.now()
  const ends: (() => void)[] = []
  let wasShut = gate.obstacle() !== undefined
  let isWhole = false
  try {
    await untilStopped<void>(signal, (resolve) => {
      const onGate = (): void => {
        if (gate.obstacle()) wasShut = true
        else if (wasShut) resolve()
      }
      const onTime = (): void => {
        isWhole = true
        resolve()
      }
      ends.push(clock.after(ms, onTime), gate.subscribe(onGate))
      ends.push(onWait({ error, retryAt: begunAt + ms, skip: resolve }))
      return () => {}
    })
  } finally {
    for (const end of ends) end()
  }
  // The device's clock may be set back meanwhile, or stand still.
  const waitedMs = isWhole ? ms : Math.min(ms, Math.max(0, clock.now() - begunAt))
  return { waitedMs, isFresh: wasShut }
}
