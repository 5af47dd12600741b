import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { orStopped, sleep, untilStopped } from '../../../miniprogram/uploader/core/flow/waiting'
import { virtualClock } from '../fake-ports'

const cancelled = { code: 'cancelled' }

describe('a wait that a signal can end', () => {
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

  it('is called off when the signal stops, even by what the beginning itself has led to', async () => {
    for (const when of ['later', 'at once'] as const) {
      const stop = cancellation()
      let calledOff = 0
      const waiting = untilStopped(stop.signal, () => {
        if (when === 'at once') stop.stop()
        return () => {
          calledOff += 1
        }
      })
      if (when === 'later') stop.stop()
      await expect(waiting).rejects.toMatchObject(cancelled)
      expect([when, calledOff]).toEqual([when, 1])
    }
  })

  it('is not called off once it has ended', async () => {
    const stop = cancellation()
    let calledOff = 0
    const waiting = untilStopped<number>(stop.signal, (resolve) => {
      setImmediate(() => resolve(5))
      return () => {
        calledOff += 1
      }
    })
    expect(await waiting).toBe(5)
    stop.stop()
    expect(calledOff).toBe(0)
  })
})

describe('sleep', () => {
  it('leaves no timer behind, however it ends', async () => {
    const clock = virtualClock()
    const stop = cancellation()
    const asleep = sleep(clock, 1000, stop.signal)
    stop.stop()
    await expect(asleep).rejects.toMatchObject(cancelled)
    expect(clock.pending()).toBe(0)
  })
})

describe('a promise or a stop', () => {
  it('is whichever comes first, and the other is nobody’s', async () => {
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
