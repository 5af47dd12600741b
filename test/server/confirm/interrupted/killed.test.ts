/** A process dies before or after any of its calls to OSS, and the client asks again. */
import { PATHS } from '../../../../miniprogram/uploader/contract'
import { type Kill, runSchedule } from './schedule'
import { type Case, openWorld, type World } from './world'

const KINDS = ['form', 'parts'] as const
const VISIBILITIES = ['private', 'public'] as const

/** Runs one `complete` of a process to its end, or to the step at which the process dies. Returns the number of steps. */
async function complete(world: World, { process = world.start(), kill, body }: Completion = {}): Promise<number> {
  const actor = world.request(process, PATHS.complete, body)
  await runSchedule({ actors: [actor], prefers: () => actor, kill, afterStep: world.check })
  return actor.taken
}

interface Completion {
  process?: ReturnType<World['start']>
  kill?: Kill
  body?: object
}

/** Every step of a `complete` at which its process may die. */
async function* kills(one: Case): AsyncGenerator<[World, Kill]> {
  const steps = await complete(await openWorld(one))
  for (let atStep = 1; atStep <= steps; atStep += 1) {
    for (const isDone of [false, true]) {
      const world = await openWorld(one)
      const kill = { atStep, isDone }
      await complete(world, { kill })
      yield [world, kill]
    }
  }
}

/** An empty mark may stay, for the lifecycle rule. */
const bytesOf = (mark: { size: number } | undefined): number => mark?.size ?? 0

const last = ({ answers }: World) => answers.at(-1)

describe.each(KINDS)('a process that dies while it confirms a file sent by %s', (kind) => {
  describe.each(VISIBILITIES)('of a %s route', (visibility) => {
    it('leaves a file that the next call confirms', async () => {
      let count = 0
      for await (const [world, kill] of kills({ kind, visibility, content: 'right', hook: ['accept'] })) {
        count += 1
        await complete(world)
        expect([kill, world.violations]).toEqual([kill, []])
        expect([kill, last(world)]).toMatchObject([kill, { status: 200 }])
        expect([kill, world.mark()]).toEqual([kill, undefined])
        expect([kill, world.file()?.acl]).toEqual([kill, visibility === 'public' ? 'public-read' : 'private'])
      }
      // HEAD twice, GET, copy or PUT, ListParts, Complete and HEAD, the hook, DELETE.
      expect(count).toBeGreaterThanOrEqual(2 * (kind === 'form' ? 6 : 9))
    })

    it('leaves nothing of a file that the hook refuses, once the next call has come', async () => {
      for await (const [world, kill] of kills({ kind, visibility, content: 'right', hook: ['refuse'] })) {
        await complete(world)
        expect([kill, world.violations]).toEqual([kill, []])
        expect([kill, last(world)?.status]).not.toEqual([kill, 200])
        expect([kill, world.file(), bytesOf(world.mark())]).toEqual([kill, undefined, 0])
      }
    })

    it('leaves nothing of a file with wrong content, once the next call has come', async () => {
      for await (const [world, kill] of kills({ kind, visibility, content: 'wrong', hook: ['accept'] })) {
        await complete(world)
        expect([kill, world.violations]).toEqual([kill, []])
        expect([kill, last(world)?.status]).not.toEqual([kill, 200])
        expect([kill, world.file(), bytesOf(world.mark())]).toEqual([kill, undefined, 0])
      }
    })

    it('leaves a confirmed file to a hook that refuses every repetition, if the client was answered', async () => {
      for await (const [world, kill] of kills({ kind, visibility, content: 'right', hook: ['accept', 'refuse'] })) {
        await complete(world)
        await complete(world, { body: { crc64: '1' } })
        expect([kill, world.violations]).toEqual([kill, []])
      }
    })

    it('leaves a file to a hook that failed, and then accepts or refuses', async () => {
      for (const then of ['accept', 'refuse'] as const) {
        for await (const [world, kill] of kills({ kind, visibility, content: 'right', hook: ['fail', then] })) {
          await complete(world)
          await complete(world)
          expect([kill, world.violations]).toEqual([kill, []])
          expect([kill, world.file() !== undefined, bytesOf(world.mark())]).toEqual([kill, then === 'accept', 0])
        }
      }
    })
  })
})
