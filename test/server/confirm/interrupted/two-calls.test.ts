/** Two calls about one upload at the same time, in every order of two changes between them. */
import { PATHS } from '../../../../miniprogram/uploader/contract'
import { runSchedule } from './schedule'
import { type Case, openWorld, type World } from './world'

const KINDS = ['form', 'parts'] as const
/** More than any call has. */
const MOST_STEPS = 12

interface Pair {
  isOneProcess: boolean
  second: { path: string; body?: object }
  /** The first call's process dies at the step after `first`. */
  isKilled?: { isDone: boolean }
}

/** The first call takes `first` steps, then the second one `second`; then the first one goes to its end. */
async function run(
  one: Case,
  { isOneProcess, second: other, isKilled }: Pair,
  first: number,
  second: number,
): Promise<World> {
  const world = await openWorld(one)
  const process = world.start()
  const a = world.request(process, PATHS.complete)
  const b = world.request(isOneProcess ? process : world.start(), other.path, other.body)
  const kill = isKilled && { ...isKilled, atStep: first + 1 }
  const prefers = () => (a.taken < first || b.taken >= second ? a : b)
  await runSchedule({ actors: [a, b], prefers, kill, afterStep: world.check })
  return world
}

async function* everyOrder(one: Case, pair: Pair): AsyncGenerator<[World, string]> {
  for (let first = 0; first < MOST_STEPS; first += 1) {
    for (let second = 1; second <= MOST_STEPS; second += 1) {
      yield [await run(one, pair, first, second), `${first} steps, then ${second} of the other`]
    }
  }
}

async function forEachOrder(one: Case, pair: Pair, judge: (world: World, order: string) => void | Promise<void>) {
  for await (const [world, order] of everyOrder(one, pair)) {
    expect([order, world.violations]).toEqual([order, []])
    await judge(world, order)
  }
}

const again = { path: PATHS.complete }
const abort = { path: PATHS.abort }
const statuses = ({ answers }: World): number[] => answers.map(({ status }) => status)

describe.each(KINDS)('two calls that confirm a file sent by %s', (kind) => {
  const right = { kind, visibility: 'public', content: 'right' } as const

  describe.each([
    ['one process', true],
    ['two processes', false],
  ])('in %s', (_, isOneProcess) => {
    it('both succeed, and leave one file without a mark', async () => {
      await forEachOrder({ ...right, hook: ['accept'] }, { isOneProcess, second: again }, (world, order) => {
        expect([order, statuses(world)]).toEqual([order, [200, 200]])
        expect([order, world.file()?.acl]).toEqual([order, 'public-read'])
      })
    })

    it('leave nothing if the hook refuses', async () => {
      await forEachOrder({ ...right, hook: ['refuse'] }, { isOneProcess, second: again }, (world, order) => {
        expect([order, statuses(world)]).not.toEqual([order, expect.arrayContaining([200])])
        expect([order, world.file(), world.mark()?.size ?? 0]).toEqual([order, undefined, 0])
      })
    })

    it('leave nothing of wrong content, and never publish it', async () => {
      const wrong = { ...right, content: 'wrong', hook: ['accept'] } as const
      await forEachOrder(wrong, { isOneProcess, second: again }, (world, order) => {
        expect([order, world.file(), world.mark()?.size ?? 0]).toEqual([order, undefined, 0])
      })
    })

    it('of which one cancels agree on whether the file is stored', async () => {
      await forEachOrder({ ...right, hook: ['accept'] }, { isOneProcess, second: abort }, (world, order) => {
        const isStored = world.file() !== undefined
        const claims = world.answers.map(({ status, body }) => body.stored ?? status === 200)
        // A call that dies on the other's work may claim less than there is, but none claims what is not there.
        expect([order, isStored ? claims : claims.filter(Boolean)]).toEqual([order, isStored ? [true, true] : []])
      })
    })

    it('of which one cancels leave nothing if the hook refuses', async () => {
      await forEachOrder({ ...right, hook: ['refuse'] }, { isOneProcess, second: abort }, (world, order) => {
        expect([order, world.file()]).toEqual([order, undefined])
      })
    })
  })

  it('in one process of which one cancels say that nothing is stored if the hook refuses', async () => {
    const pair = { isOneProcess: true, second: abort }
    await forEachOrder({ ...right, hook: ['refuse'] }, pair, (world, order) => {
      expect([order, world.answers.map(({ body }) => body.stored ?? false)]).toEqual([order, [false, false]])
    })
  })

  it('in one process leave the file if only the hook of the later one refuses', async () => {
    const twice = { ...right, hook: ['accept', 'refuse'] } as const
    await forEachOrder(twice, { isOneProcess: true, second: again }, (world, order) => {
      expect([order, world.file() !== undefined]).toEqual([order, true])
    })
  })

  it('in two processes leave the file that one has confirmed, whenever the hook refuses it in the other', async () => {
    const twice = { ...right, hook: ['accept', 'refuse'] } as const
    let late = 0
    for await (const [world, order] of everyOrder(twice, { isOneProcess: false, second: again })) {
      // A refusal before the mark is closed may remove the file, which docs/architecture.md tells of.
      if (world.hook.refusedConfirmed === 0) continue
      late += 1
      expect([order, statuses(world).sort(), world.violations]).toEqual([order, [200, 403], []])
      expect([order, world.file()?.acl, world.mark()]).toEqual([order, 'public-read', undefined])
    }
    expect(late).toBeGreaterThan(MOST_STEPS)
  })

  // Parts that one instance completes for a call with another CRC-64 are removed by it, whatever the other one does.
  const processes = kind === 'form' ? [true, false] : [true]
  it.each(processes)(
    'leave the file if the later one brings another CRC-64, in one process: %s',
    async (isOneProcess) => {
      const second = { ...again, body: { crc64: '1' } }
      await forEachOrder({ ...right, hook: ['accept'] }, { isOneProcess, second }, (world, order) => {
        const isConfirmed = statuses(world).includes(200)
        expect([order, world.file() !== undefined]).toEqual([order, isConfirmed])
      })
    },
  )

  it('and die together leave what a third one brings to its end', async () => {
    for (const hook of ['accept', 'refuse'] as const) {
      for (const isDone of [false, true]) {
        const pair = { isOneProcess: true, second: again, isKilled: { isDone } }
        await forEachOrder({ ...right, hook: [hook] }, pair, async (world, order) => {
          const third = world.request(world.start(), PATHS.complete)
          await runSchedule({ actors: [third], prefers: () => third, afterStep: world.check })
          expect([order, world.violations]).toEqual([order, []])
          expect([order, world.file() !== undefined]).toEqual([order, hook === 'accept'])
          // An empty mark may stay, for the lifecycle rule.
          expect([order, world.mark()?.size ?? 0]).toEqual([order, 0])
        })
      }
    }
  })
})
