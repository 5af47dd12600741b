import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { limiter } from '../../../miniprogram/uploader/core/flow/limiter'
import { promisesToRun } from '../fake-ports'

function work() {
  const started: number[] = []
  const finish: (() => void)[] = []
  const begin = (id: number) => () =>
    new Promise<void>((resolve) => {
      started.push(id)
      finish[id] = resolve
    })
  return { started, finish, begin }
}

describe('limiter', () => {
  it('runs up to its capacity, first come, first served, and continues after a failure', async () => {
    const { started, finish, begin } = work()
    const places = limiter(2)
    const { signal } = cancellation()
    const failing = places.run(() => Promise.reject(new Error('x')), signal)
    const all = [1, 2, 3].map((id) => places.run(begin(id), signal))
    await expect(failing).rejects.toThrow('x')
    await promisesToRun()
    expect(started).toEqual([1, 2])
    finish[2]?.()
    await promisesToRun()
    expect(started).toEqual([1, 2, 3])
    finish[1]?.()
    finish[3]?.()
    await Promise.all(all)
  })

  it('skips work that was cancelled while it waited', async () => {
    const { started, finish, begin } = work()
    const places = limiter(1)
    const patient = cancellation()
    const impatient = cancellation()
    const first = places.run(begin(1), patient.signal)
    const second = places.run(begin(2), impatient.signal)
    const third = places.run(begin(3), patient.signal)
    impatient.stop()
    await expect(second).rejects.toMatchObject({ code: 'cancelled' })
    finish[1]?.()
    await promisesToRun()
    expect(started).toEqual([1, 3])
    finish[3]?.()
    await Promise.all([first, third])
  })
})
