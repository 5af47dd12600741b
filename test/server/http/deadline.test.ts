import { Fault } from '../../../server/faults/fault'
import { beforeDeadline, startDeadline } from '../../../server/http/deadline'

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

describe('a deadline', () => {
  it('leaves the outcome of work that is in time as it is, and no timer behind', async () => {
    const before = timers()
    expect(await beforeDeadline(Promise.resolve('done'), 60_000)).toBe('done')
    await expect(beforeDeadline(Promise.reject(new Error('failed')), 60_000)).rejects.toThrow('failed')
    expect(timers()).toBe(before)
  })

  it('is a passing fault for work that is not', async () => {
    await expect(beforeDeadline(new Promise(() => undefined), 1)).rejects.toEqual(new Fault('cloud-unavailable'))
  })

  it('of several pieces of work leaves the later ones what the earlier ones have left', async () => {
    const inTime = startDeadline(20)
    expect(await inTime(new Promise((resolve) => setTimeout(() => resolve('first'), 10)))).toBe('first')
    await expect(inTime(new Promise(() => undefined))).rejects.toThrow(Fault)
    // Nothing is left by now.
    await expect(inTime(new Promise((resolve) => setTimeout(resolve, 5)))).rejects.toThrow(Fault)
  })
})
