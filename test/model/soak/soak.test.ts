import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { soak } from './soak'

/** `node --import tsx bench/soak.ts` makes it the whole of a day: 10,000. */
const UPLOADS = Number(process.env.SOAK_UPLOADS ?? 400)
const LOOKS = 10
const MB = 1024 ** 2
/** What is on its way at one look and not at another is some of it. */
const MOST_GROWTH_MB = 15

setFlagsFromString('--expose_gc')
const collectGarbage = runInNewContext('gc') as () => void

/** MB that are alive, in the heap and beside it. */
function memory(): number {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / MB
}

describe('a day of uploads on which everything goes wrong', () => {
  it('loses none, leaves nothing, and needs no more memory at its end than at its beginning', async () => {
    const looks: { stored: number; megabytes: number }[] = []
    const startedAt = performance.now()
    const soaked = await soak({
      seed: 20_260_107,
      uploads: UPLOADS,
      hours: (24 * UPLOADS) / 10_000,
      looks: LOOKS,
      onLook: (stored, heldBytes) => looks.push({ stored, megabytes: memory() - heldBytes / MB }),
    })
    if (process.env.SOAK_UPLOADS) tell(soaked, looks, performance.now() - startedAt)
    expect(soaked.faults).toEqual([])
    expect(soaked.stored).toBe(UPLOADS)
    expect(soaked.open).toEqual({ descriptors: 0, timers: 0, listeners: 0, requests: 0 })
    expect(soaked.inStore.filter((key) => !key.includes('.session:'))).toEqual([])
    expect(soaked.left).toEqual({ objects: 0, uploads: 0, data: 0 })
    // Much did go wrong.
    expect(soaked.struck).toBeGreaterThan(UPLOADS / 20)
    const [, second, ...later] = looks.map(({ megabytes }) => megabytes)
    // What leaks is there at every later look; a big file on its way is there at one.
    expect(Math.min(...later.slice(-3)) - (second ?? 0)).toBeLessThan(MOST_GROWTH_MB)
  }, 3_600_000)
})

function tell(soaked: object, looks: { stored: number; megabytes: number }[], ms: number): void {
  const lines = looks.map(
    ({ stored, megabytes }) => `${String(stored).padStart(6)} stored: ${megabytes.toFixed(1)} MB alive`,
  )
  process.stderr.write(`${lines.join('\n')}\n${JSON.stringify(soaked)}\n${(ms / 1000).toFixed(0)} s\n`)
}
