import { partProgress } from '../../../miniprogram/uploader/core/multipart/progress'

/** A clock that the test moves. */
function handClock() {
  let time = 1_000_000
  return {
    pass(ms: number) {
      time += ms
    },
    clock: { now: () => time, after: () => () => {} },
  }
}

describe('partProgress', () => {
  it('is exact for parts that have arrived, and guesses nothing until a speed is known', () => {
    const { clock } = handClock()
    const progress = partProgress(500, clock)
    progress.begin(1, 1000)
    expect(progress.now()).toMatchObject({ sentBytes: 500, estimated: false, bytesPerSecond: undefined })
  })

  it('guesses by the speed so far, marks the guess, and never counts a whole part', () => {
    const { clock, pass } = handClock()
    const progress = partProgress(0, clock)
    progress.begin(1, 1000)
    pass(1000)
    progress.end(1, true)
    progress.begin(2, 1000)
    expect(progress.now()).toMatchObject({ sentBytes: 1000, estimated: true, bytesPerSecond: 1000 })
    pass(500)
    // 1000 bytes in 1500 ms, for 500 ms.
    expect(progress.now().sentBytes).toBe(1333)
    pass(20_000)
    expect(progress.now().sentBytes).toBeLessThanOrEqual(1950)
  })

  it('divides the speed among the parts being sent', () => {
    const { clock, pass } = handClock()
    const progress = partProgress(0, clock)
    progress.begin(1, 1000)
    pass(1000)
    progress.end(1, true)
    progress.begin(2, 1000)
    progress.begin(3, 1000)
    pass(500)
    expect(progress.now().sentBytes).toBe(1333)
  })

  it('uses the platform’s progress where it is reported', () => {
    const { clock, pass } = handClock()
    const progress = partProgress(0, clock)
    progress.begin(1, 1000)
    progress.sent(1, 400)
    progress.sent(9, 400)
    expect(progress.now()).toMatchObject({ sentBytes: 400, estimated: false, bytesPerSecond: undefined })
    progress.sent(1, 4000)
    expect(progress.now().sentBytes).toBe(1000)
    pass(1000)
    progress.end(1, false)
    expect(progress.now().sentBytes).toBe(0)
  })

  it('forgets an old speed, and survives a clock that is set back', () => {
    const { clock, pass } = handClock()
    const progress = partProgress(0, clock)
    progress.begin(1, 1000)
    pass(1000)
    progress.end(1, true)
    pass(40_000)
    expect(progress.now().bytesPerSecond).toBeUndefined()
    progress.begin(2, 1000)
    pass(-86_400_000)
    expect(progress.now().sentBytes).toBe(1000)
    progress.end(2, true)
    expect(progress.now().sentBytes).toBe(2000)
  })
})
