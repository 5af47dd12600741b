import { LIMITS } from '../../../miniprogram/uploader/contract'
import { learningPace, type Pace } from '../../../miniprogram/uploader/core/flow/pace'

const MB = 1024 ** 2
const GOOD = { type: 'wifi', weak: false } as const
const succeed = (parts: number, pace: Pace): void => {
  for (let part = 0; part < parts; part += 1) pace.faster()
}

describe('learningPace', () => {
  it('allows three parts at a time, two on a weak network', () => {
    const pace = learningPace()
    expect(pace.parallel(GOOD)).toBe(3)
    expect(pace.parallel({ type: 'wifi', weak: true })).toBe(2)
    expect(pace.parallel({ type: '2g', weak: false })).toBe(2)
    expect(pace.partBytes()).toBe(LIMITS.mostPartBytes)
  })

  it('halves the parts at a time and the size of later parts after a failure', () => {
    const pace = learningPace()
    pace.slower(4 * MB, pace.slowed())
    expect([pace.parallel(GOOD), pace.partBytes()]).toEqual([1, 2 * MB])
    pace.slower(4 * MB, pace.slowed())
    expect([pace.parallel(GOOD), pace.partBytes()]).toEqual([1, 2 * MB])
    pace.slower(2 * MB, pace.slowed())
    pace.slower(1 * MB, pace.slowed())
    expect([pace.parallel(GOOD), pace.partBytes()]).toEqual([1, MB])
  })

  it('slows once for parts that fail together', () => {
    const pace = learningPace()
    const atOnce = pace.slowed()
    for (let part = 0; part < 3; part += 1) pace.slower(8 * MB, atOnce)
    expect(pace.partBytes()).toBe(4 * MB)
  })

  it('rises after six successes in a row, up to three parts at a time', () => {
    const pace = learningPace()
    pace.slower(4 * MB, pace.slowed())
    succeed(5, pace)
    expect(pace.parallel(GOOD)).toBe(1)
    pace.slower(2 * MB, pace.slowed())
    succeed(5, pace)
    expect(pace.parallel(GOOD)).toBe(1)
    succeed(1, pace)
    expect([pace.parallel(GOOD), pace.partBytes()]).toEqual([2, 2 * MB])
    succeed(60, pace)
    expect([pace.parallel(GOOD), pace.partBytes()]).toEqual([3, LIMITS.mostPartBytes])
  })
})
