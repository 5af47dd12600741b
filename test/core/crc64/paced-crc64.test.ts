import fc from 'fast-check'
import { EMPTY_CRC64, updateCrc64 } from '../../../miniprogram/uploader/core/crc64/crc64'
import { nextSliceBytes, pacedCrc64 } from '../../../miniprogram/uploader/core/crc64/paced-crc64'
import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import type { Clock } from '../../../miniprogram/uploader/core/ports'
import { wxClock } from '../../../miniprogram/uploader/wx/clock'
import { promisesToRun } from '../fake-ports'

const MB = 1024 ** 2
const KB = 1024
const content = Uint8Array.from({ length: 3 * MB + 5 }, (_, index) => (index * 2_654_435_761) >>> 24)
const whole = updateCrc64(EMPTY_CRC64, content)
const going = cancellation().signal

/** @param tookMs how long each slice takes, in order; the last value repeats. The test gives the turns. */
function clockWith(...tookMs: number[]) {
  const due: (() => void)[] = []
  let time = 1_000_000
  let looks = 0
  const clock: Clock = {
    now() {
      looks += 1
      if (looks % 2 === 0) time += (tookMs.length > 1 ? tookMs.shift() : tookMs[0]) ?? 0
      return time
    },
    after(_, then) {
      due.push(then)
      return () => due.splice(due.indexOf(then), 1)
    },
  }
  return { clock, due }
}

/** Gives turns until none is wanted. Returns how many: as many as there were slices. */
async function turnsOf(due: (() => void)[]): Promise<number> {
  for (let turns = 0; ; turns += 1) {
    await promisesToRun()
    const next = due.shift()
    if (!next) return turns
    next()
  }
}

describe('pacedCrc64', () => {
  it('lets other code run between slices, and computes the checksum of the whole', async () => {
    let turns = 0
    const ticking = setInterval(() => {
      turns += 1
    }, 0)
    const paced = pacedCrc64(wxClock)
    expect(paced.bytesPerSecond()).toBeUndefined()
    const first = await paced.update(EMPTY_CRC64, content.slice(0, MB).buffer, going)
    const both = await paced.update(first, content.slice(MB).buffer, going)
    clearInterval(ticking)
    expect(both).toEqual(whole)
    expect(turns).toBeGreaterThanOrEqual(3)
    expect(paced.bytesPerSecond()).toBeGreaterThan(0)
  })

  it('computes the checksum of no bytes at once', async () => {
    const { clock, due } = clockWith(1)
    expect(await pacedCrc64(clock).update(whole, new ArrayBuffer(0), going)).toEqual(whole)
    expect(due).toEqual([])
  })

  it('takes small slices on a slow device, and large ones on a fast one', async () => {
    const slow = clockWith(20)
    const slowCrc = pacedCrc64(slow.clock).update(EMPTY_CRC64, content.buffer, going)
    const fast = clockWith(0)
    const fastCrc = pacedCrc64(fast.clock).update(EMPTY_CRC64, content.buffer, going)
    // 64, 32 and 16 KB, then 8 KB each; 64, 128, 256, 512 and 1024 KB, then the rest.
    expect(await turnsOf(slow.due)).toBe(3 + Math.ceil((content.length - 112 * KB) / (8 * KB)))
    expect(await turnsOf(fast.due)).toBe(6)
    expect(await slowCrc).toEqual(whole)
    expect(await fastCrc).toEqual(whole)
  })

  it('reports a cautious speed, and ignores slices during which the clock was set or the device slept', async () => {
    const { clock, due } = clockWith(3, -86_400_000, 600_000, 3, 3)
    const paced = pacedCrc64(clock)
    const crc = paced.update(EMPTY_CRC64, content.buffer.slice(0, 320 * KB), going)
    await turnsOf(due)
    await crc
    expect(paced.bytesPerSecond()).toBe((3 * 64 * KB * 1000) / (3 * 3 + 1))
  })

  it('computes one checksum at a time, in order', async () => {
    const { clock, due } = clockWith(0)
    const paced = pacedCrc64(clock)
    const ended: string[] = []
    const a = paced.update(EMPTY_CRC64, content.buffer, going).then(() => ended.push('a'))
    const b = paced.update(EMPTY_CRC64, new ArrayBuffer(10), going).then(() => ended.push('b'))
    await promisesToRun()
    expect(due).toHaveLength(1)
    await turnsOf(due)
    await Promise.all([a, b])
    expect(ended).toEqual(['a', 'b'])
  })

  it('stops when cancelled, leaves no timer, and continues with the next', async () => {
    const { clock, due } = clockWith(0)
    const paced = pacedCrc64(clock)
    const stop = cancellation()
    const cancelled = paced.update(EMPTY_CRC64, content.buffer, stop.signal)
    await promisesToRun()
    due.shift()?.()
    await promisesToRun()
    stop.stop()
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(due).toEqual([])
    const next = paced.update(EMPTY_CRC64, content.buffer, going)
    await turnsOf(due)
    expect(await next).toEqual(whole)
  })
})

describe('nextSliceBytes', () => {
  it('keeps slices after the first within 8 ms on any device, and not much shorter', () => {
    const rate = fc.integer({ min: 2 * KB, max: 1500 * KB })
    const phase = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 40, maxLength: 40 })
    fc.assert(
      fc.property(rate, phase, (bytesPerMs, starts) => {
        let bytes = 64 * KB
        let last = 0
        for (const [index, start] of starts.entries()) {
          last = bytes / bytesPerMs
          // From 16 MB/s on, this holds for the first slice too; below, it takes some slices to learn.
          if (index >= 4 || bytesPerMs >= 16 * KB) expect(last).toBeLessThanOrEqual(8)
          bytes = nextSliceBytes(bytes, Math.floor(start + last))
        }
        expect(last >= 1 || bytes === 4 * MB).toBe(true)
      }),
      { seed: 20_260_104 },
    )
  })
})
