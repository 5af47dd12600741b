import { paced } from '../../../../miniprogram/components/oss-uploader/view/throttle'

/** A clock that stands where the test puts it. */
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
  const pace = paced(() => acts.push(time.now()), 170, time)
  return { pace, time, acts }
}

it('acts at once when it has been still', () => {
  const { pace, acts } = counted()
  pace.ask()
  expect(acts).toEqual([1000])
})

it('gathers whatever comes within the time into one', () => {
  const { pace, time, acts } = counted()
  pace.ask()
  time.set(1050)
  for (let call = 0; call < 5; call += 1) pace.ask()
  expect([acts, time.waiting()]).toEqual([[1000], [120]])
  time.set(1170)
  expect(acts).toEqual([1000, 1170])
  expect(time.waiting()).toEqual([])
})

it('may be asked again by what it does', () => {
  const time = clock()
  let count = 0
  const pace = paced(
    () => {
      count += 1
      if (count < 3) pace.ask()
    },
    170,
    time,
  )
  pace.ask()
  expect([count, time.waiting()]).toEqual([1, [170]])
  time.set(1170)
  time.set(1340)
  expect([count, time.waiting()]).toEqual([3, []])
})

it('does not wait for hours when the clock is set back', () => {
  const { pace, time } = counted()
  pace.ask()
  time.set(-3_600_000)
  pace.ask()
  expect(time.waiting()).toEqual([170])
})

it('leaves no timer behind, and does nothing more once stopped', () => {
  const { pace, time, acts } = counted()
  pace.ask()
  pace.ask()
  pace.stop()
  pace.ask()
  expect([acts.length, time.waiting()]).toEqual([1, []])
})
