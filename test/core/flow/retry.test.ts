import { backoffMs, NO_TRIES, nextStep, RETRY_LIMITS } from '../../../miniprogram/uploader/core/flow/retry'
import { ERRORS, type ErrorCode } from '../../../miniprogram/uploader/error-codes'

const step = (code: ErrorCode, tries = NO_TRIES, obstructed = false) =>
  nextStep({ code, obstructed, confirming: false, retryAfterMs: 0 }, tries, 0.5)

describe('nextStep', () => {
  it('follows the retry class of each code', () => {
    const expected = { never: 'fail', backoff: 'again', free: 'again', renew: 'renew', complete: 'complete' }
    for (const code of Object.keys(ERRORS) as ErrorCode[]) {
      expect([code, step(code).step]).toEqual([code, expected[ERRORS[code].retry]])
    }
  })

  it('uses up a retry for a broken network, but not while the app is hidden or offline', () => {
    expect(step('network')).toEqual({ step: 'again', afterMs: 500, tries: { backoffs: 1, renewals: 0 } })
    expect(step('network', NO_TRIES, true)).toEqual({ step: 'again', afterMs: 0, tries: NO_TRIES })
    expect(step('file-missing', NO_TRIES, true)).toEqual({ step: 'fail' })
  })

  it('waits up to twice as long each time, up to the cap', () => {
    const waits = [0, 1, 2, 3, 10].map((attempt) => backoffMs(attempt, 1, RETRY_LIMITS))
    expect(waits).toEqual([1000, 2000, 4000, 8000, 20_000])
    expect(backoffMs(3, 0, RETRY_LIMITS)).toBe(0)
  })

  it('renews once', () => {
    expect(step('ticket-expired', { backoffs: 0, renewals: 1 })).toEqual({ step: 'fail' })
  })

  it('fails after the last retry, except for free retries and for what may be stored', () => {
    const spent = { backoffs: 4, renewals: 0 }
    expect(step('network', spent)).toEqual({ step: 'fail' })
    expect(
      nextStep({ code: 'not-confirmed', obstructed: false, confirming: true, retryAfterMs: 0 }, spent, 0.5),
    ).toEqual({
      step: 'fail',
    })
    expect(step('too-many-connections', spent)).toMatchObject({ step: 'again', tries: spent, afterMs: 1250 })
    expect(step('already-exists', spent)).toEqual({ step: 'complete', tries: spent })
  })
})
