import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { partsOf } from '../../../miniprogram/uploader/core/multipart/plan'
import { type PartPool, runPool } from '../../../miniprogram/uploader/core/multipart/pool'
import { promisesToRun } from '../fake-ports'

/** A pool whose parts end when the test says so. */
function pool(parallel = 2) {
  const begun: number[] = []
  const ends = new Map<number, { resolve(): void; reject(reason: unknown): void; stopped(): boolean }>()
  const settings = { parallel, open: true }
  const own: PartPool = {
    parallel: () => settings.parallel,
    mayBegin: () => settings.open,
    send: ({ number }, signal) =>
      new Promise((resolve, reject) => {
        begun.push(number)
        ends.set(number, { resolve, reject, stopped: () => signal.stopped })
      }),
  }
  const end = async (number: number): Promise<void> => {
    ends.get(number)?.resolve()
    await promisesToRun()
  }
  return { own, begun, ends, end, settings }
}

const five = partsOf(50, 10)

describe('runPool', () => {
  it('sends as many parts at a time as allowed at that moment', async () => {
    const { own, begun, end, settings } = pool(2)
    const sent = runPool(five, own, cancellation().signal)
    expect(begun).toEqual([1, 2])
    await end(2)
    expect(begun).toEqual([1, 2, 3])
    settings.parallel = 3
    await end(1)
    expect(begun).toEqual([1, 2, 3, 4, 5])
    for (const part of [3, 4, 5]) await end(part)
    await sent
  })

  it('begins no part while there is an obstacle, and ends with those that have begun', async () => {
    const { own, begun, end, settings } = pool(2)
    const sent = runPool(five, own, cancellation().signal)
    settings.open = false
    await end(1)
    await end(2)
    await sent
    expect(begun).toEqual([1, 2])
  })

  it('cancels the other parts at the first failure, and rejects when they have ended', async () => {
    const { own, ends, begun } = pool(3)
    let outcome: unknown
    const sent = runPool(five, own, cancellation().signal).catch((reason: unknown) => {
      outcome = reason
    })
    ends.get(2)?.reject('first')
    await promisesToRun()
    expect([outcome, ends.get(1)?.stopped(), ends.get(3)?.stopped()]).toEqual([undefined, true, true])
    ends.get(3)?.reject('second')
    await promisesToRun()
    expect(outcome).toBeUndefined()
    ends.get(1)?.resolve()
    await sent
    expect([outcome, begun]).toEqual(['first', [1, 2, 3]])
  })

  it('is cancelled by its signal, and resolves without parts', async () => {
    const stop = cancellation()
    const { own, ends } = pool(1)
    const sent = runPool(five, own, stop.signal)
    stop.stop()
    expect(ends.get(1)?.stopped()).toBe(true)
    ends.get(1)?.reject('cancelled')
    await expect(sent).rejects.toBe('cancelled')
    await runPool([], own, cancellation().signal)
  })
})
