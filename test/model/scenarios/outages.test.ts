import fc from 'fast-check'
import { checkProperty } from '../check-property'
import type { OutageKind, Target } from '../network/request-faults'
import { EMPTY_OSS, endOf, openSimulation, type Simulation } from './simulation'

const KB = 1024
const MB = 1024 * KB

type Away = 'oss' | 'backend' | 'both'

/** A server is away from a moment on, for so long. */
interface Outage {
  away: Away
  /** ms after the former outage. */
  afterMs: number
  lastsMs: number
  how: OutageKind
}

const TARGETS: Record<Away, Target[]> = {
  oss: ['form', 'part'],
  backend: ['backend'],
  both: ['form', 'part', 'backend'],
}

/** Lets the requests to a server fail while it is away. */
function withOutages(outages: readonly Outage[], options: Parameters<typeof openSimulation>[0] = {}) {
  let now: Outage | undefined
  const simulation: Simulation = openSimulation({
    ...options,
    outage: (target) => (now && TARGETS[now.away].includes(target) ? now.how : undefined),
  })
  let at = 0
  for (const outage of outages) {
    at += outage.afterMs
    simulation.clock.after(at, () => {
      now = outage
    })
    at += outage.lastsMs
    simulation.clock.after(at, () => {
      now = undefined
    })
  }
  return simulation
}

/** @param afterMs the time that is left to get something through */
const outage = (afterMs: fc.Arbitrary<number>): fc.Arbitrary<Outage> =>
  fc.record({
    away: fc.constantFrom('oss' as const, 'backend' as const, 'both' as const),
    afterMs,
    lastsMs: fc.integer({ min: 1000, max: 60_000 }),
    how: fc.constantFrom('refused' as const, 'reset' as const, '503' as const, 'answer lost' as const),
  })

describe('an outage of a minute', () => {
  it.each(['oss', 'backend', 'both'] as const)(
    'of %s ends no upload, at whatever moment it begins',
    async (away) => {
      for (const how of ['refused', 'reset', '503', 'answer lost'] as const) {
        for (let afterMs = 0; afterMs < 4500; afterMs += 450) {
          const simulation = withOutages([{ away, afterMs, lastsMs: 60_000, how }])
          for (const [path, size] of [
            ['form', 300 * KB],
            ['parts', 3 * MB],
          ] as const) {
            simulation.putFile(path, size)
          }
          const uploads = ['form', 'parts'].map((path) => simulation.phone.upload(path, 'any'))
          await simulation.runToEnd()
          expect([how, afterMs, uploads.map(endOf)]).toEqual([how, afterMs, ['done', 'done']])
          expect(simulation.ossContents()).toEqual({ ...EMPTY_OSS, stored: 2 })
          expect(simulation.phone.observer.violations).toEqual([])
        }
      }
    },
    300_000,
  )
})

describe('outages of up to a minute, again and again', () => {
  it('end no upload, and nothing is lost or stored twice', async () => {
    const property = fc.asyncProperty(
      fc.record({
        first: outage(fc.oneof(fc.nat(300), fc.nat(5000), fc.nat(60_000))),
        others: fc.array(outage(fc.integer({ min: 60_000, max: 90_000 })), { maxLength: 4 }),
        callback: fc.boolean(),
        sizes: fc.array(fc.constantFrom(1, 300 * KB, MB - 1, MB, 3 * MB, 6 * MB), { minLength: 1, maxLength: 4 }),
        // A link on which an upload lasts for several outages.
        bytesPerSecond: fc.constantFrom(30 * KB, 200 * KB, MB),
      }),
      async ({ first, others, callback, sizes, bytesPerSecond }) => {
        const simulation = withOutages([first, ...others], { callback, bytesPerSecond })
        for (const [index, size] of sizes.entries()) simulation.putFile(`${index}`, size)
        const uploads = sizes.map((_, index) => simulation.phone.upload(`${index}`, 'any'))
        await simulation.runToEnd()
        expect(uploads.map(endOf)).toEqual(sizes.map(() => 'done'))
        // Where the answer with a ticket was lost, an upload stays that has no parts, until a lifecycle rule removes it.
        expect(simulation.ossContents()).toMatchObject({ parts: 0, pending: 0, stored: sizes.length })
        expect(simulation.phone.observer.violations).toEqual([])
        expect(simulation.world.confirmed.size).toBe(sizes.length)
      },
    )
    await checkProperty(property, 150)
  }, 600_000)
})

describe('an outage that does not end', () => {
  it.each([
    ['oss', 300 * KB, 'network'],
    ['oss', 3 * MB, 'network'],
    ['backend', 300 * KB, 'server-unreachable'],
    ['backend', 3 * MB, 'server-unreachable'],
  ] as const)('of %s fails an upload of %i bytes as %s after minutes', async (away, size, code) => {
    const simulation = withOutages([{ away, afterMs: 0, lastsMs: 3_600_000, how: 'refused' }])
    simulation.putFile('a', size)
    const upload = simulation.phone.upload('a', 'any')
    const begunAt = simulation.clock.now()
    await simulation.clock.run(() => upload.settled > 0)
    expect(endOf(upload)).toBe(code)
    // A form that fails is also sent by parts, over the other stack of the network.
    expect(simulation.clock.now() - begunAt).toBeLessThan(5 * 60_000)
    const waits = upload.states.filter(({ phase }) => phase === 'retrying')
    expect(waits.length).toBeGreaterThan(5)
  })

  it('of OSS fails no upload of which a part has arrived: it goes on when OSS is back after hours', async () => {
    const simulation = withOutages([{ away: 'oss', afterMs: 2_000, lastsMs: 3 * 3_600_000, how: 'refused' }])
    simulation.putFile('a', 4 * MB)
    const upload = simulation.phone.upload('a', 'any')
    await simulation.runToEnd()
    expect([endOf(upload), simulation.ossContents()]).toEqual(['done', { ...EMPTY_OSS, stored: 1 }])
  })
})

describe('a platform that fails each request', () => {
  const targets = [
    ['backend', 300 * KB],
    ['oss', 300 * KB],
    ['oss', 3 * MB],
  ] as const
  const kinds = ['interrupted', 'too-many-connections', 'out-of-memory', 'timeout'] as const
  it.each(kinds.flatMap((how) => targets.map(([away, size]) => [how, away, size] as const)))(
    'as %s to %s fails an upload of %i bytes after minutes, by a code that names the cause',
    async (how, away, size) => {
      const simulation = withOutages([{ away, afterMs: 0, lastsMs: 24 * 3_600_000, how }])
      simulation.putFile('a', size)
      const upload = simulation.phone.upload('a', 'any')
      const begunAt = simulation.clock.now()
      const passedMs = (): number => simulation.clock.now() - begunAt
      await simulation.clock.run(() => upload.settled > 0 || passedMs() > 3_600_000)
      expect(endOf(upload)).toBe(how === 'timeout' && away === 'backend' ? 'server-unreachable' : how)
      expect(passedMs()).toBeGreaterThanOrEqual(120_000)
      expect(passedMs()).toBeLessThan(5 * 60_000)
    },
  )

  it.each(kinds)('as %s for a minute, again and again, ends no upload', async (how) => {
    const outages = [0, 1, 2, 3].map(() => ({ away: 'both' as const, afterMs: 30_000, lastsMs: 60_000, how }))
    const simulation = withOutages([{ away: 'both', afterMs: 0, lastsMs: 60_000, how }, ...outages], {
      bytesPerSecond: 30 * KB,
    })
    for (const [index, size] of [300 * KB, 3 * MB].entries()) simulation.putFile(`${index}`, size)
    const uploads = ['0', '1'].map((path) => simulation.phone.upload(path, 'any'))
    await simulation.runToEnd()
    expect(uploads.map(endOf)).toEqual(['done', 'done'])
  })
})
