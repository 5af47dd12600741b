import fc from 'fast-check'
import { PATIENCE_MS } from '../../../../miniprogram/uploader/core/flow/retry/patience'
import {
  backoffMs,
  type Failure,
  isConnectionFailure,
  MOST_RETRY_AFTER_MS,
  NO_TRIES,
  nextStep,
} from '../../../../miniprogram/uploader/core/flow/retry/retry'
import { ERRORS, type ErrorCode } from '../../../../miniprogram/uploader/error-codes'

const failure = (code: ErrorCode, about: Partial<Failure> = {}): Failure => ({
  code,
  obstructed: false,
  confirming: false,
  retryAfterMs: 0,
  quietMs: 0,
  ...about,
})
const step = (code: ErrorCode, tries = NO_TRIES, about: Partial<Failure> = {}) =>
  nextStep(failure(code, about), tries, 0.5)

const codes = Object.keys(ERRORS) as ErrorCode[]
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

/** Attempts fail, each after so long, until the failure is final. Returns how long that took, ms, and the waits. */
function fail(code: ErrorCode, attemptsMs: readonly number[], chance: number) {
  let tries = NO_TRIES
  let passedMs = 0
  const waits: number[] = []
  for (let attempt = 0; ; attempt += 1) {
    const quietMs = attemptsMs[attempt % attemptsMs.length] as number
    passedMs += quietMs
    const next = nextStep(failure(code, { quietMs }), tries, chance)
    if (next.step !== 'again') return { passedMs, waits }
    passedMs += next.afterMs
    waits.push(next.afterMs)
    tries = { ...next.tries, stuckMs: next.tries.stuckMs + next.afterMs }
  }
}

describe('nextStep', () => {
  it('follows the retry class of each code', () => {
    const expected = { never: 'fail', backoff: 'again', free: 'again', renew: 'renew', complete: 'complete' }
    for (const code of codes) expect([code, step(code).step]).toEqual([code, expected[ERRORS[code].retry]])
  })

  it('counts a broken network, but not while the app is hidden or offline', () => {
    expect(step('network')).toEqual({
      step: 'again',
      afterMs: 750,
      isFree: false,
      tries: { backoffs: 1, stuckMs: 0, renewals: 0 },
    })
    expect(step('network', NO_TRIES, { obstructed: true })).toMatchObject({ afterMs: 0, isFree: true, tries: NO_TRIES })
    expect(step('network', { backoffs: 7, stuckMs: 119_000, renewals: 1 }, { obstructed: true })).toMatchObject({
      tries: { backoffs: 0, stuckMs: 0, renewals: 1 },
    })
    expect(step('file-missing', NO_TRIES, { obstructed: true })).toEqual({ step: 'fail' })
  })

  it('renews once, and is patient again because the far end has answered', () => {
    const renewed = step('ticket-expired', { ...NO_TRIES, stuckMs: PATIENCE_MS - 1 })
    expect(renewed).toEqual({ step: 'renew', tries: { ...NO_TRIES, renewals: 1 } })
    expect(step('ticket-expired', { ...NO_TRIES, renewals: 1 })).toEqual({ step: 'fail' })
  })

  it('fails when the patience is used up, except for what may be stored', () => {
    const spent = { ...NO_TRIES, stuckMs: PATIENCE_MS }
    for (const code of codes) {
      const { retry } = ERRORS[code]
      if (retry === 'backoff' || retry === 'free') expect([code, step(code, spent)]).toEqual([code, { step: 'fail' }])
    }
    expect(step('not-confirmed', spent, { confirming: true })).toEqual({ step: 'fail' })
    expect(step('already-exists', spent)).toEqual({ step: 'complete', tries: spent })
  })

  it('outlives an outage of any length below the patience, and gives up soon after it', () => {
    const temporary = codes.filter((code) => ['backoff', 'free'].includes(ERRORS[code].retry))
    const property = fc.property(
      fc.constantFrom(...temporary),
      fc.array(fc.integer({ min: 0, max: 15_000 }), { minLength: 1, maxLength: 5 }),
      random,
      (code, attemptsMs, chance) => {
        const { passedMs } = fail(code, attemptsMs, chance)
        expect(passedMs).toBeGreaterThanOrEqual(PATIENCE_MS)
        expect(passedMs).toBeLessThanOrEqual(PATIENCE_MS + Math.max(...attemptsMs) + 1)
      },
    )
    fc.assert(property)
  })

  it('leaves time for a second attempt after one that hung until its timeout, or during which the clock was set', () => {
    for (const quietMs of [600_000, 86_400_000, -86_400_000]) {
      expect(fail('timeout', [quietMs, 0], 0.5).waits.length).toBeGreaterThan(0)
    }
  })

  it('retries freely after short waits, which grow with the time for which nothing gets through', () => {
    const free = (stuckMs: number) => step('too-many-connections', { ...NO_TRIES, stuckMs })
    expect(free(0)).toMatchObject({ afterMs: 1250, isFree: true, tries: { backoffs: 0 } })
    expect(free(80_000)).toMatchObject({ afterMs: 10_000, isFree: false })
  })

  it('never gives up without a limit to its patience', () => {
    const tries = { backoffs: 1_000, stuckMs: 1e12, renewals: 0 }
    const next = nextStep(failure('network'), tries, 0.5, Number.POSITIVE_INFINITY)
    expect(next).toMatchObject({ step: 'again', afterMs: 15_000 })
  })

  it('waits as long as a backend asks, and fails at once if that is more than a minute', () => {
    const property = fc.property(fc.integer({ min: 1, max: 10_000_000 }), random, (retryAfterMs, chance) => {
      const next = nextStep(failure('too-many-requests', { retryAfterMs }), NO_TRIES, chance)
      if (retryAfterMs > MOST_RETRY_AFTER_MS) return next.step === 'fail'
      return next.step === 'again' && next.afterMs >= retryAfterMs
    })
    fc.assert(property)
  })

  it('decides only by what it is given', () => {
    const failures = fc.record({
      code: fc.constantFrom(...codes),
      obstructed: fc.boolean(),
      confirming: fc.boolean(),
      retryAfterMs: fc.nat(),
      quietMs: fc.integer(),
    })
    const tries = fc.record({ backoffs: fc.nat(2000), stuckMs: fc.nat(), renewals: fc.nat(2) })
    const property = fc.property(failures, tries, random, (failed, before, chance) => {
      const next = nextStep(failed, before, chance)
      const isFinal = ERRORS[failed.code].retry === 'never' && !(failed.obstructed && isConnectionFailure(failed.code))
      expect(next.step === 'fail' || !isFinal).toBe(true)
      if (next.step === 'again') expect(Number.isFinite(next.afterMs) && next.afterMs >= 0).toBe(true)
      expect(nextStep(failed, before, chance)).toEqual(next)
    })
    fc.assert(property)
  })
})

describe('backoffMs', () => {
  it('doubles up to the cap, and its fixed half is always waited', () => {
    expect([0, 1, 2, 3, 4, 5, 2000].map((attempt) => backoffMs(attempt, 0))).toEqual([
      500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ])
    const property = fc.property(fc.nat(2000), random, (attempt, chance) => {
      const ms = backoffMs(attempt, chance)
      return ms >= backoffMs(attempt, 0) && ms <= 2 * backoffMs(attempt, 0)
    })
    fc.assert(property)
  })
})
