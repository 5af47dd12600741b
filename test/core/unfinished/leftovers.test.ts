import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { leftovers } from '../../../miniprogram/uploader/core/unfinished/leftovers'
import { memoryStore, promisesToRun } from '../fake-ports'

const KEY = 'wx-oss-upload.leftovers:https://api.example'

/** Aborts fail as `fates` say, in their order; then they succeed. */
function left(store = memoryStore(), fates: (UploadError | 'hangs')[] = []) {
  const asked: string[] = []
  let most = 0
  let running = 0
  const own = leftovers('https://api.example', store, async (upload) => {
    asked.push(upload)
    running += 1
    most = Math.max(most, running)
    const fate = fates.shift()
    if (fate === 'hangs') await new Promise(() => {})
    await promisesToRun()
    running -= 1
    if (fate instanceof UploadError) throw fate
  })
  return { own, store, asked, most: () => most }
}

const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await promisesToRun()
}
const down = new UploadError('server-unreachable')

describe('what is left of given-up uploads', () => {
  it('is noted before it is removed, and forgotten after', async () => {
    const { own, store, asked } = left()
    const noted = own.add('a')
    await noted
    expect(store.values.get(KEY)).toEqual(['a'])
    await rest()
    expect([asked, store.values.get(KEY)]).toEqual([['a'], []])
  })

  it('is removed by the next run of the app, if this one was killed', async () => {
    const killed = left(memoryStore(), ['hangs'])
    await killed.own.add('a')
    const next = left(killed.store)
    next.own.sweep()
    await rest()
    expect([next.asked, killed.store.values.get(KEY)]).toEqual([['a'], []])
  })

  it('is removed one after the other, and each once, however often it is asked for', async () => {
    const { own, asked, most } = left()
    await Promise.all(['a', 'b', 'a', 'c'].map(own.add))
    own.sweep()
    own.sweep()
    await rest()
    expect([asked, most()]).toEqual([['a', 'b', 'c'], 1])
  })

  it('waits while the backend is down, and is tried again when there is reason to', async () => {
    const { own, store, asked } = left(memoryStore(), [down, down])
    await own.add('a')
    await rest()
    await own.add('b')
    await rest()
    expect([asked, store.values.get(KEY)]).toEqual([
      ['a', 'a'],
      ['a', 'b'],
    ])
    own.sweep()
    await rest()
    expect([asked, store.values.get(KEY)]).toEqual([['a', 'a', 'a', 'b'], []])
  })

  it('of somebody else does not keep the rest from being removed', async () => {
    const store = memoryStore()
    store.values.set(KEY, ['theirs', 'mine'])
    const { own, asked } = left(store, [new UploadError('forbidden')])
    own.sweep()
    await rest()
    expect([asked, store.values.get(KEY)]).toEqual([['theirs', 'mine'], ['theirs']])
  })

  it('is kept to the last fifty, and what is damaged in the store is none', async () => {
    const store = memoryStore()
    store.values.set(KEY, { not: 'a list' })
    const { own } = left(store, ['hangs'])
    for (let index = 0; index < 60; index += 1) await own.add(`${index}`)
    expect(store.values.get(KEY)).toEqual(Array.from({ length: 50 }, (_, index) => `${index + 10}`))
  })
})
