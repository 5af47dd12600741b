import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { type Run, shareOf, stateOf } from '../../../miniprogram/uploader/core/task/state'
import { storedFile } from '../fake-backend'

const sending = (sentBytes: number, bytesPerSecond?: number): Run => ({
  phase: 'sending',
  progress: { sentBytes, totalBytes: 1000, estimated: true, bytesPerSecond, inFlight: 1 },
})
const file = { ...storedFile('k'), verified: true }

describe('stateOf', () => {
  it('shows 100 % only when the upload is done', () => {
    expect(stateOf(sending(1000), 1, undefined, undefined).percent).toBe(99)
    expect(stateOf({ phase: 'confirming' }, 1, undefined, undefined).percent).toBe(99)
    expect(stateOf({ phase: 'done', file }, 1, undefined, undefined).percent).toBe(100)
    expect(stateOf({ phase: 'failed', error: new UploadError('network') }, 1, undefined, undefined).percent).toBe(99)
    expect(stateOf({ phase: 'cancelled' }, 0.5, undefined, undefined).percent).toBe(50)
  })

  it('shows the furthest progress, and estimates the time left by the speed', () => {
    expect(stateOf(sending(100), 0.4, undefined, undefined)).toEqual({
      phase: 'sending',
      percent: 40,
      sentBytes: 400,
      totalBytes: 1000,
      estimated: true,
    })
    expect(stateOf(sending(400, 99.6), 0.4, undefined, undefined)).toMatchObject({
      bytesPerSecond: 100,
      secondsLeft: 7,
    })
  })

  it.each(['user', 'background', 'offline', 'mobile-data'] as const)(
    'shows a pause by %s in every phase before confirming',
    (by) => {
      for (const run of [sending(100), { phase: 'queued' }, { phase: 'authorizing' }] as Run[]) {
        expect(stateOf(run, 0.1, by, undefined)).toEqual({ phase: 'paused', percent: 10, by })
      }
    },
  )

  it('shows no pause while confirming or after the end', () => {
    expect(stateOf({ phase: 'confirming' }, 1, 'offline', undefined).phase).toBe('confirming')
    expect(stateOf({ phase: 'done', file }, 1, 'user', undefined).phase).toBe('done')
  })

  it('has a share of 0 for an empty file', () => {
    expect(shareOf({ sentBytes: 0, totalBytes: 0, estimated: false, bytesPerSecond: undefined, inFlight: 0 })).toBe(0)
  })
})
