import { turns } from '../../../miniprogram/uploader/core/flow/turns'
import type { Store } from '../../../miniprogram/uploader/core/ports'
import type { Checkpoint } from '../../../miniprogram/uploader/core/unfinished/checkpoint'
import { checkpoints } from '../../../miniprogram/uploader/core/unfinished/checkpoints'
import { memoryStore, promisesToRun, virtualClock } from '../fake-ports'
import { aCheckpoint } from './a-checkpoint'

const BACKEND = 'https://api.example'
const LIST = `wx-oss-upload.unfinished:${BACKEND}`
const DAY = 24 * 3600 * 1000

function kept(
  store: Store & { values: Map<string, unknown> } = memoryStore(),
  claimed: string[] = [],
  inTurn = turns(),
) {
  const clock = virtualClock()
  const dropped: string[] = []
  const writes: string[] = []
  const { set } = store
  store.set = (key, value) => {
    writes.push(key)
    return set(key, value)
  }
  const own = checkpoints(BACKEND, {
    store,
    clock,
    isClaimed: (id) => claimed.includes(id),
    inTurn,
    onDropped: (upload) => void dropped.push(upload),
  })
  const storedOf = (id: string) => store.values.get(`${LIST}#${id}`) as Checkpoint | undefined
  const pass = async (ms: number): Promise<void> => {
    let passed = false
    clock.after(ms, () => {
      passed = true
    })
    await clock.runUntil(() => passed)
    await promisesToRun()
  }
  return { own, store, clock, dropped, writes, storedOf, pass }
}

const one = (change: Partial<Checkpoint> = {}) => aCheckpoint(change)
const many = (count: number): Checkpoint[] =>
  Array.from({ length: count }, (_, index) => one({ id: `id-${index}`, upload: `token-${index}` }))
const idsOf = (found: Checkpoint[]): string[] => found.map(({ id }) => id)

describe('checkpoints', () => {
  it('survive a restart, in the order in which they began', async () => {
    const first = kept()
    for (const checkpoint of many(3)) first.own.save(checkpoint)
    await first.pass(0)
    expect(await kept(first.store).own.all()).toEqual(many(3))
  })

  it('are not visible to another backend', async () => {
    const first = kept()
    first.own.save(one())
    await first.pass(0)
    const { store, clock } = first
    const other = checkpoints('https://other.example', {
      store,
      clock,
      inTurn: turns(),
      isClaimed: () => false,
      onDropped() {},
    })
    expect(await other.all()).toEqual([])
  })

  it('are written at most once a second, with the latest state', async () => {
    const { own, writes, storedOf, pass, clock } = kept()
    own.save(one({ at: 0 }))
    await pass(0)
    for (let at = 1; at <= 5; at += 1) own.save(one({ at }))
    expect([storedOf('one')?.at, clock.pending()]).toEqual([0, 1])
    await pass(1000)
    expect([storedOf('one')?.at, clock.pending()]).toEqual([5, 0])
    await pass(1000)
    own.save(one({ at: 6 }))
    expect(storedOf('one')?.at).toBe(6)
    expect(writes).toEqual([LIST, `${LIST}#one`, `${LIST}#one`, `${LIST}#one`])
  })

  it('are written at once before the app is suspended, even if the clock was set back', async () => {
    const { own, storedOf, pass, clock } = kept()
    own.save(one({ at: 0 }))
    await pass(0)
    own.save(one({ at: 1 }))
    own.flush()
    expect([storedOf('one')?.at, clock.pending()]).toEqual([1, 0])
    const now = clock.now()
    clock.now = () => now - DAY
    own.save(one({ at: 2 }))
    expect(storedOf('one')?.at).toBe(2)
  })

  it('are found before they are written', async () => {
    const { own, pass } = kept()
    own.save(one({ at: 0 }))
    await pass(0)
    own.save(one({ at: 9 }))
    expect((await own.find('one'))?.at).toBe(9)
    expect(await own.find('none')).toBeUndefined()
  })

  it('stay removed, even if a write was pending', async () => {
    const { own, store, pass, clock } = kept()
    own.save(one({ at: 0 }))
    // The list has not been read yet.
    const early = own.remove('one')
    await pass(0)
    await early
    own.save(one({ at: 1 }))
    await pass(0)
    own.save(one({ at: 2 }))
    await own.remove('one')
    await pass(5000)
    expect([[...store.values], clock.pending(), await own.find('one')]).toEqual([[[LIST, []]], 0, undefined])
  })

  it('leave no unlisted value in the store, wherever the app is killed', async () => {
    // The store stops writing after a number of writes, as if the app was killed.
    for (let writes = 0; writes <= 8; writes += 1) {
      const store = memoryStore()
      let left = writes
      const dying = { ...store, values: store.values }
      dying.set = async (key, value) => void (left-- > 0 && store.set(key, value))
      dying.remove = async (key) => void (left-- > 0 && store.remove(key))
      const { own, pass } = kept(dying)
      own.save(one({ id: 'a' }))
      own.save(one({ id: 'b' }))
      await pass(0)
      await own.remove('a')
      await own.remove('b')
      const next = kept(store)
      for (const { id } of await next.own.all()) await next.own.remove(id)
      expect([writes, [...store.values].filter(([key, value]) => key !== LIST || String(value) !== '')]).toEqual([
        writes,
        [],
      ])
    }
  })

  it('drop the oldest beyond twenty, whose parts are to be removed', async () => {
    const { own, dropped, pass, storedOf } = kept()
    for (const checkpoint of many(22)) own.save(checkpoint)
    await pass(0)
    expect(dropped).toEqual(['token-0', 'token-1'])
    expect(idsOf(await own.all())).toEqual(
      many(22)
        .slice(2)
        .map(({ id }) => id),
    )
    expect(storedOf('id-0')).toBeUndefined()
  })

  it('are not dropped while an upload uses them, however many there are', async () => {
    const running = many(25)
    const { own, dropped, pass } = kept(memoryStore(), idsOf(running))
    own.save(one({ id: 'idle' }))
    await pass(0)
    for (const checkpoint of running) own.save(checkpoint)
    await pass(0)
    expect(dropped).toEqual(['token-of-one'])
    expect(await own.all()).toHaveLength(25)
  })

  it('are dropped after seven days when they are listed, except while an upload uses them', async () => {
    const first = kept()
    const old = { begunAt: first.clock.now() - 7 * DAY - 1 }
    first.own.save(one({ id: 'old', ...old }))
    first.own.save(one({ id: 'running', ...old }))
    first.own.save(one({ id: 'new', begunAt: first.clock.now() }))
    await first.pass(0)
    const later = kept(first.store, ['running'])
    expect(idsOf(await later.own.all())).toEqual(['running', 'new'])
    expect(later.dropped).toEqual(['token-of-one'])
  })

  it('are ignored if the store has lost or damaged them', async () => {
    const first = kept()
    for (const checkpoint of many(3)) first.own.save(checkpoint)
    await first.pass(0)
    first.store.values.delete(`${LIST}#id-0`)
    first.store.values.set(`${LIST}#id-1`, { v: 1 })
    const later = kept(first.store)
    expect(idsOf(await later.own.all())).toEqual(['id-2'])
    expect([first.store.values.get(LIST), later.dropped]).toEqual([['id-2'], []])
    first.store.values.set(LIST, 'x')
    expect(await kept(first.store).own.all()).toEqual([])
  })

  it('are stored once the store has room again', async () => {
    const store = memoryStore()
    const { set } = store
    store.set = async () => {}
    const { own, pass } = kept(store)
    own.save(one({ at: 1 }))
    await pass(2000)
    store.set = set
    own.save(one({ at: 2 }))
    await pass(0)
    expect(await kept(store).own.all()).toEqual([one({ at: 2 })])
  })

  it('are not stored if the store is full, and nothing fails', async () => {
    const full = memoryStore()
    full.set = async () => {}
    const { own, pass } = kept(full)
    own.save(one())
    await pass(0)
    expect([await kept(full).own.all(), full.values.size]).toEqual([[], 0])
    expect((await own.find('one'))?.id).toBe('one')
    await own.remove('one')
  })
})
