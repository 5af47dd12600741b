import fc from 'fast-check'
import { Counter, Histogram, Registry } from 'prom-client'
import { counter, histogram } from '../../../server/metrics/instruments'

const BOUNDS = [0.001, 0.5, 1, 10]
const labels = fc.record({ route: fc.string({ maxLength: 5 }), status: fc.constantFrom(200, 404) })
const value = fc.oneof(fc.double({ min: 0, max: 20, noNaN: true }), fc.constantFrom(...BOUNDS))

describe('the text of', () => {
  it('a counter is what prom-client writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(labels, fc.nat())), async (additions) => {
        const registry = new Registry()
        const theirs = new Counter({ name: 'a', help: 'b c', labelNames: ['route', 'status'], registers: [registry] })
        const own = counter('a', 'b c')
        for (const [where, amount] of additions) {
          theirs.inc(where, amount)
          own.add(where, amount)
        }
        expect(own.text()).toBe(await registry.metrics())
      }),
    )
  })

  it('a histogram is what prom-client writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(labels, value)), async (observations) => {
        const registry = new Registry()
        const names = { name: 'a', help: 'b c', labelNames: ['route', 'status'] }
        const theirs = new Histogram({ ...names, buckets: BOUNDS, registers: [registry] })
        const own = histogram('a', 'b c', BOUNDS)
        for (const [where, seconds] of observations) {
          theirs.observe(where, seconds)
          own.observe(where, seconds)
        }
        expect(own.text()).toBe(await registry.metrics())
      }),
    )
  })
})
