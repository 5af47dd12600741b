import fc from 'fast-check'
import { check } from '../check-property'
import type { Plan } from './plan'
import { plans } from './random-plan'
import { type Ran, run } from './run-plan'
import { faultsOf } from './violations'

/** What all runs together have come to: plans under which little happens would prove little. */
const seen = { done: 0, failed: 0, cancelled: 0, kills: 0, goneOn: 0, partsAgain: 0 }

function note({ phone, user }: Ran): void {
  const ids = new Set<string>()
  for (const { task } of phone.uploads) {
    const { phase } = task.state()
    if (phase === 'done' || phase === 'failed' || phase === 'cancelled') seen[phase] += 1
    // The same upload in another life of the app.
    if (phase === 'done' && ids.has(task.id)) seen.goneOn += 1
    ids.add(task.id)
  }
  seen.kills += user.kills()
  seen.partsAgain += phone.observer.partsAgain()
}

describe('the whole product, under any plan of faults, taps and kills', () => {
  it('stores what was wanted and nothing else, sends no part twice, and leaves nothing behind', async () => {
    const property = fc.asyncProperty(plans, async (plan) => {
      const ran = await run(plan)
      note(ran)
      expect(faultsOf(ran)).toEqual([])
    })
    await check(property, 500)
    expect(seen.done).toBeGreaterThan(500)
    expect(Object.entries(seen).filter(([, count]) => count < 10)).toEqual([])
  }, 900_000)

  it('goes the same way each time for the same plan', async () => {
    const courseOf = async (plan: Plan) => {
      const { phone, world } = await run(plan)
      return {
        states: phone.uploads.map(({ states }) => states.map(({ phase, percent }) => `${phase} ${percent}`)),
        requests: world.cloud.journal.entries.map(({ time, operation, key, status }) => ({
          time,
          operation,
          key,
          status,
        })),
        endsAt: world.clock.now(),
      }
    }
    for (const plan of fc.sample(plans, { numRuns: 10, seed: 3 })) {
      expect(await courseOf(plan)).toEqual(await courseOf(plan))
    }
  })
})
