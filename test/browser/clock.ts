import type { Clock } from '../../miniprogram/uploader/core/ports'
import type { Here } from './here'

export function describeClock(on: () => Here): void {
  describe('The clock of a browser', () => {
    const first = () => on().page.evaluate(`(${firstToEnd})(ports.clock)`)
    afterEach(() => on().background.show())

    it('runs waits of 0 ms in a hidden page, whose timers are slowed down, as fast as in a visible one', async () => {
      expect(await first()).toBe('twelve timers')
      await on().background.freeze()
      await on().background.thaw()
      expect(await on().page.evaluate('document.hidden')).toBe(true)
      expect(await first()).toBe('twenty thousand waits')
    })
  })
}

/** Runs in the page. In a hidden page, all timers but the first few in a row fire a second apart. */
async function firstToEnd({ after }: Clock): Promise<string> {
  const timer = (then: () => void): void => void setTimeout(then, 0)
  const wait = (then: () => void): void => void after(0, then)
  async function inARow(times: number, start: (then: () => void) => void, name: string): Promise<string> {
    for (let time = 0; time < times; time += 1) await new Promise<void>(start)
    return name
  }
  return Promise.race([inARow(12, timer, 'twelve timers'), inARow(20_000, wait, 'twenty thousand waits')])
}
