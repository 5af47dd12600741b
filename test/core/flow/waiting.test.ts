import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { orStopped, sleep, untilStopped } from '../../../miniprogram/uploader/core/flow/waiting'
import { virtualClock } from '../fake-ports'

const cancelled = { code: 'cancelled' }

describe('untilStopped', () => {
  it('does not begin once the signal has stopped', async () => {
    const stop = cancellation()
    stop.stop()
    let hasBegun = false
    const waiting = untilStopped(stop.signal, () => {
      hasBegun = true
      return () => {}
    })
    await expect(waiting).rejects.toMatchObject(cancelled)
    expect(hasBegun).toBe(false)
  })

  it('cancels the wait when the signal stops, even while it begins', async () => {
    for (const when of ['later', 'at once'] as const) {
      const stop = cancellation()
      let cancels = 0
      const waiting = untilStopped(stop.signal, () => {
        if (when === 'at once') stop.stop()
        return () => {
          cancels += 1
        }
      })
      if (when === 'later') stop.stop()
      await expect(waiting).rejects.toMatchObject(cancelled)
      expect([when, cancels]).toEqual([when, 1])
    }
  })

  it('does not cancel a wait that has ended', async () => {
    const stop = cancellation()
    let cancels = 0
    const waiting = untilStopped<number>(stop.signal, (resolve) => {
      setImmediate(() => resolve(5))
      return () => {
        cancels += 1
      }
    })
    expect(await waiting).toBe(5)
    stop.stop()
    expect(cancels).toBe(0)
  })
})

describe('sleep', () => {
  it('leaves no timer behind when the signal stops', async () => {
    const clock = virtualClock()
    const stop = cancellation()
    const asleep = sleep(clock, 1000, stop.signal)
    stop.stop()
    await expect(asleep).rejects.toMatchObject(cancelled)
    expect(clock.pending()).toBe(0)
  })
})

describe('orStopped', () => {
  it('settles with what comes first, and reports no unhandled rejection of the other', async () => {
    const stop = cancellation()
    const failing = Promise.reject(new Error('x'))
    await expect(orStopped(failing, stop.signal)).rejects.toThrow('x')
    let reject = (_: Error): void => {}
    const never = new Promise((_, fail) => {
      reject = fail
    })
    const waiting = orStopped(never, stop.signal)
    stop.stop()
    await expect(waiting).rejects.toMatchObject(cancelled)
    reject(new Error('late'))
  })
})
