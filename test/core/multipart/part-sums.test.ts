import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { untilStopped } from '../../../miniprogram/uploader/core/flow/waiting'
import { partSums } from '../../../miniprogram/uploader/core/multipart/part-sums'
import type { Signal } from '../../../miniprogram/uploader/core/ports'

const crc = { high: 1, low: 2 }

/** A computation that the test ends. */
function computation() {
  let end: (value: typeof crc) => void = () => {}
  let isStopped = false
  const compute = (signal: Signal): Promise<typeof crc> =>
    untilStopped(signal, (resolve) => {
      end = resolve
      return () => {
        isStopped = true
      }
    })
  return { compute, end: () => end(crc), isStopped: () => isStopped }
}

describe('partSums', () => {
  it('waits for the checksum on a device that is fast enough', async () => {
    const one = computation()
    const { signal } = cancellation()
    const sum = partSums(() => false).begin(one.compute, signal)()
    one.end()
    expect(await sum).toEqual(crc)
  })

  it('takes a checksum that is there in time on a slow device', async () => {
    const one = computation()
    const sum = partSums(() => true).begin(one.compute, cancellation().signal)
    one.end()
    await new Promise(setImmediate)
    expect(await sum()).toEqual(crc)
  })

  it('stops all checksums, and begins no other, once one is late on a slow device', async () => {
    const [late, other, next] = [computation(), computation(), computation()]
    const sums = partSums(() => true)
    const { signal } = cancellation()
    const [first, second] = [sums.begin(late.compute, signal), sums.begin(other.compute, signal)]
    expect(await first()).toBeUndefined()
    expect([late.isStopped(), other.isStopped()]).toEqual([true, true])
    expect(await second()).toBeUndefined()
    const third = sums.begin(next.compute, signal)
    next.end()
    expect(await third()).toBeUndefined()
  })

  it('resolves with undefined if the part is cancelled, or the computation fails, and leaves the others alone', async () => {
    const stop = cancellation()
    const [cancelled, other] = [computation(), computation()]
    const sums = partSums(() => false)
    const [first, second] = [
      sums.begin(cancelled.compute, stop.signal),
      sums.begin(other.compute, cancellation().signal),
    ]
    stop.stop()
    expect([await first(), other.isStopped()]).toEqual([undefined, false])
    other.end()
    expect(await second()).toEqual(crc)
    expect(await sums.begin(() => Promise.reject(new Error('x')), stop.signal)()).toBeUndefined()
  })
})
