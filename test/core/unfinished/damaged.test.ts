import fc from 'fast-check'
import { LIMITS } from '../../../miniprogram/uploader/contract'
import { turns } from '../../../miniprogram/uploader/core/flow/turns'
import { partsOf } from '../../../miniprogram/uploader/core/multipart/plan'
import { asCheckpoint, type Checkpoint } from '../../../miniprogram/uploader/core/unfinished/checkpoint'
import { checkpoints } from '../../../miniprogram/uploader/core/unfinished/checkpoints'
import { memoryStore, virtualClock } from '../fake-ports'
import { aCheckpoint } from './a-checkpoint'

const BACKEND = 'https://api.example'
const LIST = `wx-oss-upload.unfinished:${BACKEND}`

const whole = aCheckpoint({ name: 'a.mp4', input: { album: 1 }, sent: ['1', '', '2'] })

const anything = fc.oneof(
  fc.constantFrom(0, -1, 0.5, 1e-9, Number.NaN, Number.POSITIVE_INFINITY, 1e300, '', '0', null, undefined, true),
  fc.constantFrom([null], ['x'], [1], Array(20_000).fill('1'), {}, []),
  fc.jsonValue(),
)
/** A checkpoint of which some fields have any other value. */
const damaged = fc
  .record({
    fields: fc.subarray(Object.keys(whole) as (keyof Checkpoint)[], { minLength: 1, maxLength: 3 }),
    values: fc.tuple(anything, anything, anything),
  })
  .map(({ fields, values }) => {
    const copy: Record<string, unknown> = { ...whole }
    for (const [index, field] of fields.entries()) copy[field] = values[index]
    return copy
  })

describe('a damaged checkpoint', () => {
  it('is discarded, unless an upload can be resumed from what it says', () => {
    const property = fc.property(damaged, (value) => {
      const read = asCheckpoint(value)
      if (!read) return
      const parts = partsOf(read.size, read.partSize)
      expect(parts.length).toBeGreaterThan(0)
      expect(parts.length).toBeLessThanOrEqual(LIMITS.partsPerUpload)
      expect(read.sent.length).toBeLessThanOrEqual(parts.length)
      for (const text of [read.id, read.upload, read.route, read.path, read.fingerprint]) expect(text).toMatch(/./s)
      expect(Number.isFinite(read.begunAt) && Number.isFinite(read.at)).toBe(true)
    })
    fc.assert(property, { numRuns: 2000 })
  })

  it('disappears from the store, and what OSS holds of its upload is removed', async () => {
    const property = fc.asyncProperty(damaged, async (value) => {
      const store = memoryStore()
      const dropped: string[] = []
      const own = checkpoints(BACKEND, {
        store,
        clock: virtualClock(),
        inTurn: turns(),
        isClaimed: () => false,
        onDropped: (upload) => void dropped.push(upload),
      })
      store.values.set(LIST, ['one'])
      store.values.set(`${LIST}#one`, value)
      const [found] = await own.all()
      const isKept = found !== undefined
      expect([store.values.get(LIST), store.values.has(`${LIST}#one`)]).toEqual([isKept ? ['one'] : [], isKept])
      const hasToken = typeof value.upload === 'string' && value.upload !== ''
      expect(dropped).toEqual(!isKept && hasToken ? [value.upload] : [])
      expect((await own.find('one'))?.id).toBe(isKept ? 'one' : undefined)
    })
    await fc.assert(property, { numRuns: 300 })
  })
})

describe('two uploaders of one app', () => {
  it('do not lose each other’s checkpoints', async () => {
    const store = memoryStore()
    const clock = virtualClock()
    const inTurn = turns()
    const options = { store, clock, inTurn, isClaimed: () => true, onDropped() {} }
    const both = [checkpoints(BACKEND, options), checkpoints(BACKEND, options)] as const
    await both[0].all()
    await both[1].all()
    for (let index = 0; index < 10; index += 1) {
      both[index % 2 === 0 ? 0 : 1].save(aCheckpoint({ id: `id-${index}`, upload: `token-${index}` }))
    }
    await clock.runUntil(() => false)
    for (const own of both) expect(await own.all()).toHaveLength(10)
    await both[0].remove('id-1')
    expect(await both[1].all()).toHaveLength(9)
  })
})
