/** What happens to a file after the call that made it: by the operator, by the lifecycle rule, by further calls. */
import { PATHS } from '../../../../miniprogram/uploader/contract'
import { type Kill, runSchedule } from './schedule'
import { openWorld, type World } from './world'

const KINDS = ['form', 'parts'] as const
const DAY = 24 * 3_600_000

async function call(world: World, path: string, { body, kill }: { body?: object; kill?: Kill } = {}): Promise<unknown> {
  const actor = world.request(world.start(), path, body)
  const before = world.answers.length
  await runSchedule({ actors: [actor], prefers: () => actor, kill, afterStep: world.check })
  const answer = world.answers[before]
  return answer && (answer.body.error?.code ?? answer.status)
}

const complete = (world: World, options?: Parameters<typeof call>[2]) => call(world, PATHS.complete, options)

describe.each(KINDS)('a confirmed file that was sent by %s', (kind) => {
  const one = { kind, visibility: 'public', content: 'right', hook: ['accept', 'refuse'] } as const

  it('stays whatever a repeated call says', async () => {
    const world = await openWorld(one)
    expect(await complete(world)).toBe(200)
    const file = world.file()
    expect(await complete(world)).toBe('forbidden')
    expect(await complete(world, { body: { crc64: '1' } })).toBe('stored-differs')
    expect(await call(world, PATHS.abort)).toBe(200)
    expect([world.file(), world.mark(), world.violations]).toEqual([file, undefined, []])
  })

  it('stays also after its bytes were sent once more, whatever further calls of other processes say', async () => {
    for (const isCancelled of [false, true]) {
      const world = await openWorld(one)
      expect(await complete(world)).toBe(200)
      const file = world.file()
      world.clock.now += 1000
      await world.sendAgain()
      if (isCancelled) expect(await call(world, PATHS.abort)).toBe(200)
      expect(await complete(world, { body: { crc64: '1' } })).toBe('stored-differs')
      expect(await complete(world)).toBe('forbidden')
      expect([world.file(), world.violations]).toEqual([file, []])
    }
  })

  it('stays also if that happens within the same second, whatever a call of another process claims', async () => {
    const world = await openWorld({ ...one, hook: ['accept'] })
    expect(await complete(world)).toBe(200)
    const file = world.file()
    await world.sendAgain()
    expect(await complete(world, { body: { crc64: '1' } })).toBe('stored-differs')
    expect(await call(world, PATHS.abort)).toBe(200)
    expect(await complete(world)).toBe(200)
    expect([world.file(), world.mark(), world.violations]).toEqual([file, undefined, []])
  })

  it('leaves nothing of the bytes that were sent once more after a further call has succeeded', async () => {
    const world = await openWorld({ ...one, hook: ['accept'] })
    await complete(world)
    world.clock.now += 1000
    await world.sendAgain()
    expect([await complete(world), world.mark()]).toEqual([200, undefined])
  })

  it('stays private after an operator made it private', async () => {
    const world = await openWorld({ ...one, hook: ['accept'] })
    await complete(world)
    expect(world.file()?.acl).toBe('public-read')
    await world.store.amend(world.file()?.key ?? '', { acl: 'private' })
    expect(await complete(world)).toBe(200)
    expect(world.file()?.acl).toBe('private')
  })

  it('stays as an operator replaced it', async () => {
    const world = await openWorld(one)
    await complete(world)
    const change = { acl: 'private', size: 3, headers: { 'Content-Type': 'text/html' }, meta: {} } as const
    await world.store.amend(world.file()?.key ?? '', change)
    for (const body of [{}, { crc64: '1' }]) await complete(world, { body })
    expect(world.file()).toMatchObject(change)
  })
})

describe.each(KINDS)('a file sent by %s whose hook failed', (kind) => {
  const one = { kind, visibility: 'private', content: 'right', hook: ['fail', 'refuse'] } as const

  it('is not confirmed by cancelling the upload', async () => {
    const world = await openWorld(one)
    expect(await complete(world)).toBe('server-error')
    expect(await call(world, PATHS.abort)).toBe(200)
    expect(world.answers.at(-1)?.body).toEqual({ stored: true })
    expect(await complete(world)).toBe('forbidden')
    expect([world.file(), world.mark()?.size, world.violations]).toEqual([undefined, 0, []])
  })

  it('is not confirmed by sending its bytes once more', async () => {
    const world = await openWorld(one)
    expect(await complete(world)).toBe('server-error')
    world.clock.now += 1000
    await world.sendAgain()
    expect(await complete(world)).toBe('forbidden')
    expect([world.file(), world.mark()?.size, world.violations]).toEqual([undefined, 0, []])
  })
})

describe('a file sent by parts whose process died before it was inspected', () => {
  it.each([
    ['wrong', 'content-refused'],
    ['right', 200],
  ] as const)(
    'is inspected even after the lifecycle rule removed its mark: %s content is %s',
    async (content, code) => {
      const world = await openWorld({ kind: 'parts', visibility: 'public', content, hook: ['accept'] })
      // HEAD twice, ListParts beside the mark, CompleteMultipartUpload.
      await complete(world, { kill: { atStep: 5, isDone: true } })
      expect(world.file()?.acl).toBe('private')
      await world.store.remove(world.mark()?.key ?? '')
      world.clock.now += 2 * DAY
      expect(await complete(world)).toBe(code)
      expect(world.file()?.acl).toBe('private')
    },
  )
})
