import { rowView, timeLeft } from '../../dev/web/browser/row-view'
import { totalsOf } from '../../dev/web/browser/totals'
import { WORDS } from '../../dev/web/browser/words'
import type { UploadState } from '../../miniprogram/uploader/core/api'
import { UploadError } from '../../miniprogram/uploader/core/errors'

const sending = (percent: number, bytesPerSecond?: number): UploadState => ({
  phase: 'sending',
  percent,
  sentBytes: percent,
  totalBytes: 100,
  estimated: false,
  ...(bytesPerSecond === undefined ? {} : { bytesPerSecond, secondsLeft: (100 - percent) / bytesPerSecond }),
})
const done = { phase: 'done', percent: 100 } as UploadState
const paused: UploadState = { phase: 'paused', percent: 20, by: 'user' }
const failed = (code: 'network' | 'file-missing' | 'file-too-large'): UploadState => ({
  phase: 'failed',
  percent: 40,
  error: new UploadError(code),
})

describe('all files taken together', () => {
  it('weigh by their size, and what failed has nothing more to send', () => {
    expect(
      totalsOf([
        { size: 900, state: sending(50) },
        { size: 100, state: failed('network') },
      ]),
    ).toMatchObject({
      percent: 55,
      count: 2,
      done: 0,
      lost: 1,
    })
  })

  it('are not at 100 % before the last has ended', () => {
    expect(
      totalsOf([
        { size: 1_000_000, state: done },
        { size: 1, state: sending(0) },
      ]).percent,
    ).toBe(99)
    expect(totalsOf([{ size: 0, state: failed('network') }]).percent).toBe(100)
  })

  it('are as fast as all that are being sent, and end when the bytes have gone', () => {
    const totals = totalsOf([
      { size: 100, state: sending(50, 10) },
      { size: 100, state: sending(0, 15) },
    ])
    expect(totals).toMatchObject({ bytesPerSecond: 25, secondsLeft: 6 })
    expect(totalsOf([{ size: 100, state: sending(1) }]).secondsLeft).toBeUndefined()
  })

  it('can be paused while one is not, and resumed while one is', () => {
    const able = (...states: UploadState[]) => {
      const { canPause, canResume } = totalsOf(states.map((state) => ({ size: 1, state })))
      return [canPause, canResume]
    }
    expect(able(sending(1), paused)).toEqual([true, true])
    expect(able(paused, done)).toEqual([false, true])
    expect(able(done)).toEqual([false, false])
  })
})

describe('a row', () => {
  const file = {} as never
  const actionsOf = (state: UploadState, of: object = { file }) =>
    rowView({ state, size: 100, ...of }, WORDS.en, 'en').actions

  it('offers what helps, and nothing else', () => {
    expect(actionsOf(sending(5))).toEqual(['pause', 'cancel'])
    expect(actionsOf(paused)).toEqual(['resume', 'cancel'])
    expect(actionsOf({ phase: 'paused', percent: 1, by: 'offline' })).toEqual(['pause', 'cancel'])
    expect(actionsOf({ phase: 'confirming', percent: 99 })).toEqual(['cancel'])
    expect(actionsOf(failed('network'))).toEqual(['retry', 'remove'])
    expect(actionsOf(failed('file-missing'))).toEqual(['choose', 'remove'])
    expect(actionsOf(failed('file-too-large'))).toEqual(['remove'])
    expect(actionsOf({ phase: 'cancelled', percent: 1 })).toEqual(['retry', 'remove'])
    // One of an earlier visit: cancelled, nothing is left of it.
    expect(actionsOf({ phase: 'cancelled', percent: 1 }, {})).toEqual(['remove'])
  })

  it('says time in words that an estimate may have', () => {
    expect([0.2, 59.4, 61, 600].map((seconds) => timeLeft(seconds, WORDS.en))).toEqual([
      '1 s left',
      '59 s left',
      '2 min left',
      '10 min left',
    ])
  })
})
