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

  it('begins the next when work releases its place, and frees nothing a second time when that work ends', async () => {
    const { started, finish, begin } = work()
    const places = limiter(1)
    const { signal } = cancellation()
    const ended = cancellation()
    const early = places.run((release) => {
      release()
      release()
      return new Promise<void>((resolve) => {
        ended.signal.subscribe(resolve)
      })
    }, signal)
    const others = [1, 2].map((id) => places.run(begin(id), signal))
    await promisesToRun()
    expect(started).toEqual([1])
    ended.stop()
    await early
    await promisesToRun()
    expect(started).toEqual([1])
    finish[1]?.()
    await promisesToRun()
    finish[2]?.()
    await Promise.all(others)
  })

  it('lets begin what fits into its capacity, in order; a share beyond it counts as all of it', async () => {
    const { started, finish, begin } = work()
    const places = limiter(4)
    const { signal } = cancellation()
    const impatient = cancellation()
    const all = [
      places.run(begin(1), signal, 3),
      places.run(begin(2), impatient.signal, 9),
      places.run(begin(3), signal),
    ]
    await promisesToRun()
    expect(started).toEqual([1])
    const refused = expect(all[1]).rejects.toMatchObject({ code: 'cancelled' })
    impatient.stop()
    await promisesToRun()
    expect(started).toEqual([1, 3])
    await refused
    finish[1]?.()
    finish[3]?.()
    await Promise.all([all[0], all[2]])
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
