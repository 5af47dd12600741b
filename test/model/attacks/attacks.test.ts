import fc from 'fast-check'
import { checkProperty } from '../check-property'
import { randomAttack } from './random-attack'
import { runAttack } from './run-attack'

describe('a client that sends longer, shorter, additional or other parts than it declared', () => {
  it('never gets them confirmed, whether or not part lengths are signed', async () => {
    let confirmed = 0
    const property = fc.asyncProperty(randomAttack, async (attack) => {
      const result = await runAttack(attack)
      confirmed += result.confirmed
      expect(result.violations).toEqual([])
    })
    await checkProperty(property, 200)
    // Attacks that never get as far as an honest client would prove nothing.
    expect(confirmed).toBeGreaterThan(20)
  }, 600_000)
})
