/** A hook that is slow or fails, as the mini-program sees it: OSS answers 203, and the library asks the backend. */
import { PATHS } from '../../miniprogram/uploader/contract'
import { defineRoutes, route } from '../../server/index'
import { fetchBytes, jpeg, NOTHING_OPEN, type Rig, startRig } from './rig'

let rig: Rig
afterEach(() => rig.close())

const { random } = Math
/** Waits between tries are random shares of a second or more; here the shares are tiny. */
beforeAll(() => {
  Math.random = () => random() / 1000
})
afterAll(() => {
  Math.random = random
})

/** A backend whose hook misbehaves at the first call, and then returns. */
async function startWith(first: (second: Promise<void>) => unknown): Promise<{ ids: string[] }> {
  const ids: string[] = []
  let isSecond = (): void => undefined
  const second = new Promise<void>((resolve) => {
    isSecond = resolve
  })
  const routes = defineRoutes({
    photo: route({
      accept: ['image/jpeg'],
      maxSize: '20MB',
      onStored: async ({ id }) => {
        ids.push(id)
        if (ids.length === 1) await first(second)
        else isSecond()
        return { row: id }
      },
    }),
  })
  rig = await startRig({ wiring: { routes, callback: { deadlineMs: 300 } } })
  return { ids }
}

const hooks: [how: string, first: (second: Promise<void>) => unknown][] = [
  ['does not answer in time', (second) => second],
  [
    'throws',
    () => {
      throw new Error('the database is away')
    },
  ],
]

describe.each(hooks)('a hook that %s', (_, first) => {
  it('causes a 203 and one more call, but no second send, and the same answer', async () => {
    const { ids } = await startWith(first)
    const bytes = jpeg()
    const file = await rig.uploader.upload(await rig.temp('a.jpg', bytes), { route: 'photo' }).done
    expect(file.data).toEqual({ row: ids[0] })
    expect(ids).toEqual([ids[0], ids[0]])
    expect(Buffer.compare(await fetchBytes(file.url), bytes)).toBe(0)
    const posts = rig.stack.cloud.journal.entries.filter(({ operation }) => operation === 'PostObject')
    expect(posts.map(({ status }) => status)).toEqual([203])
    expect(rig.backendCalls()).toMatchObject({ [PATHS.callback]: 1, [PATHS.complete]: 1 })
    expect(rig.host.open()).toEqual(NOTHING_OPEN)
  })
})
