import fc from 'fast-check'
import { check } from '../check-property'
import { attacks } from './random-attack'
import { attack } from './run-attack'

describe('a client that sends longer, shorter, extra or other parts than it declared', () => {
  it('never gets them confirmed, whether or not lengths are signed', async () => {
    let confirmed = 0
    const property = fc.asyncProperty(attacks, async (plan) => {
      const outcome = await attack(plan)
      confirmed += outcome.confirmed
      expect(outcome.faults).toEqual([])
    })
    await check(property, 200)
    // Attacks that never get as far as an honest client would prove nothing.
    expect(confirmed).toBeGreaterThan(20)
  }, 600_000)
})
