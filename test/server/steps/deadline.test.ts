import { Fault } from '../../../server/fault'
import { beforeDeadline } from '../../../server/steps/deadline'

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
})
