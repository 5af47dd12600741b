import { throttled } from '../../../../miniprogram/components/oss-uploader/view/throttle'

/** A clock that only the test moves. */
function clock() {
  let now = 1000
  let timers: { at: number; then: () => void }[] = []
  return {
    now: () => now,
    waiting: () => timers.map(({ at }) => at - now),
    after(ms: number, then: () => void) {
      const timer = { at: now + ms, then }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    set(at: number) {
      now = at
      const due = timers.filter((timer) => timer.at <= now)
      timers = timers.filter((timer) => timer.at > now)
      for (const { then } of due) then()
    },
  }
}

function counted() {
  const time = clock()
  const acts: number[] = []
  const throttle = throttled(() => acts.push(time.now()), 170, time)
  return { throttle, time, acts }
}

describe('throttled', () => {
  it('acts at once if it has not acted for a while', () => {
    const { throttle, acts } = counted()
    throttle.call()
    expect(acts).toEqual([1000])
  })

  it('counts all calls within the time as one', () => {
    const { throttle, time, acts } = counted()
    throttle.call()
    time.set(1050)
    for (let call = 0; call < 5; call += 1) throttle.call()
    expect([acts, time.waiting()]).toEqual([[1000], [120]])
    time.set(1170)
    expect(acts).toEqual([1000, 1170])
    expect(time.waiting()).toEqual([])
  })

  it('may be called again by what it does', () => {
    const time = clock()
    let count = 0
    const throttle = throttled(
      () => {
        count += 1
        if (count < 3) throttle.call()
      },
      170,
      time,
    )
    throttle.call()
    expect([count, time.waiting()]).toEqual([1, [170]])
    time.set(1170)
    time.set(1340)
    expect([count, time.waiting()]).toEqual([3, []])
  })

  it('does not wait for hours after the clock was set back', () => {
    const { throttle, time } = counted()
    throttle.call()
    time.set(-3_600_000)
    throttle.call()
    expect(time.waiting()).toEqual([170])
  })

  it('leaves no timer behind and never acts again once it is stopped', () => {
    const { throttle, time, acts } = counted()
    throttle.call()
    throttle.call()
    throttle.stop()
    throttle.call()
    expect([acts.length, time.waiting()]).toEqual([1, []])
  })
})
