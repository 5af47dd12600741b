import type { Clock } from '../../miniprogram/uploader/core/ports'
import type { Platform } from './platform'

export function describeClock(on: () => Platform): void {
  describe('the clock', () => {
    it('calls once, and not immediately', async () => {
      expect(await on().withClock(callsAtOnceAndLater)).toEqual([0, 1])
    })

    it('calls in order of time', async () => {
      expect(await on().withClock(orderOfCalls)).toEqual(['soon', 'later'])
    })

    it.each([0, 1])('makes no cancelled call, after %i ms', async (ms) => {
      expect(await on().withClock(callsOfWhatWasCalledOff, ms)).toBe(0)
    })

    it('advances while it waits', async () => {
      expect(await on().withClock(passing)).toBeGreaterThan(0)
    })
  })
}

async function callsAtOnceAndLater({ after }: Clock): Promise<number[]> {
  let calls = 0
  after(0, () => {
    calls += 1
  })
  const atOnce = calls
  await new Promise<void>((resolve) => after(20, resolve))
  return [atOnce, calls]
}

async function orderOfCalls({ after }: Clock): Promise<string[]> {
  const called: string[] = []
  after(40, () => called.push('later'))
  after(1, () => called.push('soon'))
  await new Promise<void>((resolve) => after(80, resolve))
  return called
}

async function callsOfWhatWasCalledOff({ after }: Clock, ms: number): Promise<number> {
  let calls = 0
  const cancel = after(ms, () => {
    calls += 1
  })
  cancel()
  cancel()
  await new Promise<void>((resolve) => after(20, resolve))
  return calls
}

async function passing({ now, after }: Clock): Promise<number> {
  const before = now()
  await new Promise<void>((resolve) => after(50, resolve))
  return now() - before
}
