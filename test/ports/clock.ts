import type { Platform } from './platform'

export function describeClock(on: () => Platform): void {
  describe('the clock', () => {
    const passed = (ms: number) => on().settle(new Promise<void>((resolve) => on().ports().clock.after(ms, resolve)))

    it('calls once, and not at once', async () => {
      let calls = 0
      on()
        .ports()
        .clock.after(0, () => {
          calls += 1
        })
      expect(calls).toBe(0)
      await passed(20)
      expect(calls).toBe(1)
    })

    it('calls in the order of time', async () => {
      const called: string[] = []
      const { after } = on().ports().clock
      after(40, () => called.push('later'))
      after(1, () => called.push('soon'))
      await passed(80)
      expect(called).toEqual(['soon', 'later'])
    })

    it('does not call what was called off', async () => {
      const { after } = on().ports().clock
      const callOff = after(1, () => {
        throw new Error('called')
      })
      callOff()
      callOff()
      await passed(20)
    })

    it('goes on while it waits', async () => {
      const { now } = on().ports().clock
      const before = now()
      await passed(50)
      expect(now()).toBeGreaterThan(before)
    })
  })
}
