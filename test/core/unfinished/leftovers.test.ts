import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { turns } from '../../../miniprogram/uploader/core/flow/turns'
import { leftovers } from '../../../miniprogram/uploader/core/unfinished/leftovers'
import { memoryStore, promisesToRun } from '../fake-ports'

const KEY = 'wx-oss-upload.leftovers:https://api.example'

/** @param fates how the aborts fail, in order; then they succeed */
function left(store = memoryStore(), fates: (UploadError | 'hangs')[] = [], inTurn = turns()) {
  const asked: string[] = []
  let most = 0
  let running = 0
  const abort = async (upload: string): Promise<void> => {
    asked.push(upload)
    running += 1
    most = Math.max(most, running)
    const fate = fates.shift()
    if (fate === 'hangs') await new Promise(() => {})
    await promisesToRun()
    running -= 1
    if (fate instanceof UploadError) throw fate
  }
  const own = leftovers('https://api.example', { store, inTurn, abort })
  return { own, store, asked, most: () => most }
}

const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await promisesToRun()
}
const down = new UploadError('server-unreachable')

describe('leftovers', () => {
  it('are noted before they are aborted, and forgotten afterwards', async () => {
    const { own, store, asked } = left()
    const noted = own.add('a')
    await noted
    expect(store.values.get(KEY)).toEqual(['a'])
    await rest()
    expect([asked, store.values.get(KEY)]).toEqual([['a'], []])
  })

  it('are aborted by the next run of the app if this one was killed', async () => {
    const killed = left(memoryStore(), ['hangs'])
    await killed.own.add('a')
    const next = left(killed.store)
    next.own.sweep()
    await rest()
    expect([next.asked, killed.store.values.get(KEY)]).toEqual([['a'], []])
  })

  it('are aborted one after another and once each, however often a sweep is called', async () => {
    const { own, asked, most } = left()
    await Promise.all(['a', 'b', 'a', 'c'].map(own.add))
    own.sweep()
    own.sweep()
    await rest()
    expect([asked, most()]).toEqual([['a', 'b', 'c'], 1])
  })

  it('wait while the backend is down, and are retried at the next sweep', async () => {
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

  it('are aborted even if one of them belongs to another user', async () => {
    const store = memoryStore()
    store.values.set(KEY, ['theirs', 'mine'])
    const { own, asked } = left(store, [new UploadError('forbidden')])
    own.sweep()
    await rest()
    expect([asked, store.values.get(KEY)]).toEqual([['theirs', 'mine'], ['theirs']])
  })

  it('are limited to the last fifty, and a damaged list is ignored', async () => {
    const store = memoryStore()
    store.values.set(KEY, { not: 'a list' })
    const { own } = left(store, ['hangs'])
    for (let index = 0; index < 60; index += 1) await own.add(`${index}`)
    expect(store.values.get(KEY)).toEqual(Array.from({ length: 50 }, (_, index) => `${index + 10}`))
  })
})
