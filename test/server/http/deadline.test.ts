import { Fault } from '../../../server/faults/fault'
import { beforeDeadline, startDeadline } from '../../../server/http/deadline'

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

describe('a deadline', () => {
  it('does not change the outcome of work that is in time, and leaves no timer', async () => {
    const before = timers()
    expect(await beforeDeadline(Promise.resolve('done'), 60_000)).toBe('done')
    await expect(beforeDeadline(Promise.reject(new Error('failed')), 60_000)).rejects.toThrow('failed')
    expect(timers()).toBe(before)
  })

  it('turns late work into a temporary fault', async () => {
    await expect(beforeDeadline(new Promise(() => undefined), 1)).rejects.toMatchObject({
      code: 'cloud-unavailable',
      cause: { message: 'expected an answer within 1 ms' },
    })
  })

  it('for several calls leaves the later ones the rest of the time', async () => {
    const inTime = startDeadline(20)
    expect(await inTime(new Promise((resolve) => setTimeout(() => resolve('first'), 10)))).toBe('first')
    await expect(inTime(new Promise(() => undefined))).rejects.toThrow(Fault)
    // No time is left now.
    await expect(inTime(new Promise((resolve) => setTimeout(resolve, 5)))).rejects.toThrow(Fault)
  })
})
