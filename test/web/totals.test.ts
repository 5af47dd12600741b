import { rowView, timeLeft } from '../../dev/web/browser/list/row-view'
import { hasEnded, totalsOf } from '../../dev/web/browser/list/totals'
import { WORDS } from '../../dev/web/browser/words/words'
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
const cancelled: UploadState = { phase: 'cancelled', percent: 40 }
const failed = (code: 'network' | 'script-missing' | 'file-missing' | 'file-too-large'): UploadState => ({
  phase: 'failed',
  percent: 40,
  error: new UploadError(code),
})

describe('The totals of all files', () => {
  it('are weighted by size, without failed files', () => {
    expect(
      totalsOf([
        { size: 100, state: sending(50) },
        { size: 900, state: failed('network') },
      ]),
    ).toMatchObject({
      percent: 5,
      failedPercent: 90,
      count: 2,
      done: 0,
      failed: 1,
      cancelled: 0,
    })
  })

  it('are below 100 % before the last file has ended', () => {
    expect(
      totalsOf([
        { size: 1_000_000, state: done },
        { size: 1, state: sending(0) },
      ]).percent,
    ).toBe(99)
    expect(totalsOf([{ size: 0, state: done }]).percent).toBe(100)
  })

  it('are below 100 % if a file failed, and leave out cancelled files', () => {
    const lost = { size: 1_000, state: cancelled }
    expect(totalsOf([{ size: 0, state: failed('network') }])).toMatchObject({ percent: 0, failedPercent: 100 })
    expect(
      totalsOf([
        { size: 5_000, state: done },
        { size: 0, state: failed('network') },
      ]).percent,
    ).toBe(99)
    expect(totalsOf([{ size: 5, state: done }, lost])).toMatchObject({ percent: 100, done: 1, cancelled: 1 })
    expect(totalsOf([lost])).toMatchObject({ percent: 0, failedPercent: 0 })
  })

  it('have ended when every file has ended', () => {
    const all = [
      { size: 5, state: done },
      { size: 5, state: failed('network') },
      { size: 5, state: cancelled },
    ]
    expect(hasEnded(totalsOf(all))).toBe(true)
    expect(hasEnded(totalsOf([...all, { size: 5, state: paused }]))).toBe(false)
  })

  it('have a text with the failed and cancelled files', () => {
    const told = (counts: [number, number, number, number]) => {
      const [done, count, failed, cancelled] = counts
      return [WORDS.zh_CN, WORDS.en].map((words) => words.total({ done, count, failed, cancelled }))
    }
    expect(told([2, 3, 0, 0])).toEqual(['完成 2/3', '2 of 3 uploaded'])
    expect(told([0, 1, 1, 0])).toEqual(['完成 0/1，失败 1', '0 of 1 uploaded, 1 failed'])
    expect(told([1, 4, 1, 2])).toEqual(['完成 1/4，失败 1，取消 2', '1 of 4 uploaded, 1 failed, 2 cancelled'])
  })

  it('have the speed of all files and the time for the remaining bytes', () => {
    const totals = totalsOf([
      { size: 100, state: sending(50, 10) },
      { size: 100, state: sending(0, 15) },
    ])
    expect(totals).toMatchObject({ bytesPerSecond: 25, secondsLeft: 6 })
    const beside = { size: 900, state: failed('network') }
    expect(totalsOf([{ size: 100, state: sending(50, 10) }, beside]).secondsLeft).toBe(5)
    expect(totalsOf([{ size: 100, state: sending(1) }]).secondsLeft).toBeUndefined()
  })

  it('can be paused while a file is not paused, and resumed while one is', () => {
    const able = (...states: UploadState[]) => {
      const { canPause, canResume } = totalsOf(states.map((state) => ({ size: 1, state })))
      return [canPause, canResume]
    }
    expect(able(sending(1), paused)).toEqual([true, true])
    expect(able(paused, done)).toEqual([false, true])
    expect(able(done)).toEqual([false, false])
  })
})

describe('The row of a file', () => {
  const file = {} as never
  const actionsOf = (state: UploadState, of: object = { file }) =>
    rowView({ state, size: 100, ...of }, WORDS.en, 'en').actions

  it('offers the actions that help, and no others', () => {
    expect(actionsOf(sending(5))).toEqual(['pause', 'cancel'])
    expect(actionsOf(paused)).toEqual(['resume', 'cancel'])
    expect(actionsOf({ phase: 'paused', percent: 1, by: 'offline' })).toEqual(['pause', 'cancel'])
    expect(actionsOf({ phase: 'confirming', percent: 99 })).toEqual(['cancel'])
    expect(actionsOf(failed('network'))).toEqual(['retry', 'remove'])
    expect(actionsOf(failed('script-missing'))).toEqual(['reload', 'retry', 'remove'])
    expect(actionsOf(failed('file-missing'))).toEqual(['choose', 'remove'])
    expect(actionsOf(failed('file-too-large'))).toEqual(['remove'])
    expect(actionsOf({ phase: 'cancelled', percent: 1 })).toEqual(['retry', 'remove'])
    // An upload of an earlier visit: nothing is left after a cancel.
    expect(actionsOf({ phase: 'cancelled', percent: 1 }, {})).toEqual(['remove'])
  })

  it('rounds the remaining time, as it is an estimate', () => {
    expect([0.2, 59.4, 61, 600].map((seconds) => timeLeft(seconds, WORDS.en))).toEqual([
      '1 s left',
      '59 s left',
      '2 min left',
      '10 min left',
    ])
  })
})
