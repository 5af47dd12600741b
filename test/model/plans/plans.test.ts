import fc from 'fast-check'
import { checkProperty } from '../check-property'
import type { Plan } from './plan'
import { randomPlan } from './random-plan'
import { type PlanResult, runPlan } from './run-plan'
import { violationsOf } from './violations'

/** Counts what has happened in all runs together: plans in which little happens would prove little. */
const counts = { done: 0, failed: 0, cancelled: 0, kills: 0, resumed: 0, partsResent: 0 }

function count({ phone, user }: PlanResult): void {
  const ids = new Set<string>()
  for (const { task } of phone.uploads) {
    const { phase } = task.state()
    if (phase === 'done' || phase === 'failed' || phase === 'cancelled') counts[phase] += 1
    // The same upload began in an earlier run of the app.
    if (phase === 'done' && ids.has(task.id)) counts.resumed += 1
    ids.add(task.id)
  }
  counts.kills += user.kills()
  counts.partsResent += phone.observer.partsResent()
}

describe('the whole product, under random faults, taps and kills', () => {
  it('stores what the user wants and nothing else, sends no part twice, and leaves nothing behind', async () => {
    const property = fc.asyncProperty(randomPlan, async (plan) => {
      const result = await runPlan(plan)
      count(result)
      expect(violationsOf(result)).toEqual([])
    })
    await checkProperty(property, 700)
    expect(counts.done).toBeGreaterThan(500)
    expect(Object.entries(counts).filter(([, times]) => times < 10)).toEqual([])
  }, 900_000)

  it('behaves the same each time when a plan is repeated', async () => {
    const traceOf = async (plan: Plan) => {
      const { phone, world } = await runPlan(plan)
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
    for (const plan of fc.sample(randomPlan, { numRuns: 10, seed: 3 })) {
      expect(await traceOf(plan)).toEqual(await traceOf(plan))
    }
  })
})
