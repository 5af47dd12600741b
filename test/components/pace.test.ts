import { paced } from '../../miniprogram/components/oss-uploader/pace'

/** A clock whose timers run when the test says. */
function clock() {
  let timers: { ms: number; then: () => void }[] = []
  return {
    waiting: () => timers.map(({ ms }) => ms),
    after(ms: number, then: () => void) {
      const timer = { ms, then }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    run() {
      for (const { then } of timers.splice(0)) then()
    },
  }
}

function counted() {
  const time = clock()
  let count = 0
  const pace = paced(
    () => {
      count += 1
    },
    150,
    time.after,
  )
  return { pace, time, count: () => count }
}

it('gathers whatever comes within the time into one', () => {
  const { pace, time, count } = counted()
  for (let call = 0; call < 5; call += 1) pace.soon()
  expect([count(), time.waiting()]).toEqual([0, [150]])
  time.run()
  expect(count()).toBe(1)
  pace.soon()
  time.run()
  expect(count()).toBe(2)
})

it('takes what waits along when something will not wait', () => {
  const { pace, time, count } = counted()
  pace.soon()
  pace.now()
  expect([count(), time.waiting()]).toEqual([1, []])
})

it('leaves no timer behind', () => {
  const { pace, time, count } = counted()
  pace.soon()
  pace.stop()
  expect([count(), time.waiting()]).toEqual([0, []])
})
