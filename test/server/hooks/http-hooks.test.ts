import type { ServerResponse } from 'node:http'
import { parseHookSecret } from '../../../server/config/hook-secret'
import { defineRoutes, route } from '../../../server/define-routes/route'
import { Fault } from '../../../server/faults/fault'
import { hookCall } from '../../../server/hooks/hook-call'
import { withHttpHooks } from '../../../server/hooks/http-hooks'
import { type Event, SECRET, startReceiver } from './receiver'

const user = { kind: 'test', issuer: 'test', id: 'ann' }
const declared = (name: string) => ({ name, size: 9, type: 'image/jpeg', isRenewal: false })
const file = { key: 'uploads/photo/a/b.jpg', url: 'https://x/', size: 9, type: 'image/jpeg', crc64: '1' }

let close: () => Promise<void> = async () => {}
afterEach(() => close())

async function hooked(answer: (event: Event, response: ServerResponse) => unknown) {
  const receiver = await startReceiver(answer)
  close = receiver.close
  const options = { accept: ['image/*'], maxSize: '1MB' } as const
  const plain = defineRoutes({
    photo: route(options),
    video: route(options),
    own: route({ ...options, onStored: () => ({ own: true }) }),
    silent: route({ ...options, hooks: false }),
  })
  const routes = withHttpHooks(plain, hookCall({ url: receiver.url, secrets: [parseHookSecret(SECRET)] }))
  return { routes, received: receiver.received }
}

const stored = (id: string) => ({ file, user, input: { album: 1 }, id })

describe('the hook "authorize" over HTTP', () => {
  it('gets route, user, input and files, and allows all of them by an empty answer', async () => {
    const { routes, received } = await hooked(() => undefined)
    const files = [declared('a.jpg')]
    expect(await routes.photo.authorize?.({ user, input: { album: 1 }, files })).toBeUndefined()
    const data = { route: 'photo', user, input: { album: 1 }, files }
    expect(received[0]).toMatchObject({ id: expect.stringMatching(/^authorize_/), event: { type: 'authorize', data } })
  })

  it('refuses the call, or single files, with the sentence of the app', async () => {
    const one = await hooked(() => ({ refuse: '相册已满' }))
    const event = { user, input: undefined, files: [declared('a.jpg'), declared('b.jpg')] }
    await expect(one.routes.photo.authorize?.(event)).rejects.toMatchObject({
      code: 'forbidden',
      userMessage: '相册已满',
    })
    await close()
    const single = await hooked(() => ({ files: [null, { refuse: '重复' }] }))
    expect(await single.routes.photo.authorize?.(event)).toEqual([
      undefined,
      expect.objectContaining({ userMessage: '重复' }),
    ])
  })

  it('has a new id in each call, so that no receiver answers it from its memory', async () => {
    const { routes, received } = await hooked(() => undefined)
    for (let call = 0; call < 2; call += 1) await routes.photo.authorize?.({ user, input: undefined, files: [] })
    expect(new Set(received.map(({ id }) => id)).size).toBe(2)
  })

  const files = [declared('a.jpg')]

  it.each([null, {}, [], { refuse: null }, { files: [null] }, { files: [{}] }, { files: [{ refuse: null }] }])(
    'allows the files by %j',
    async (answer) => {
      const { routes } = await hooked(() => answer)
      const [refused] = (await routes.photo.authorize?.({ user, input: undefined, files })) ?? []
      expect(refused).toBeUndefined()
    },
  )

  it.each([
    false,
    true,
    0,
    'no',
    ['no'],
    [false],
    { refuse: true },
    { refuse: false },
    { refuse: ' ' },
    { refuse: { zh: '不' } },
    { refused: '不' },
    { allow: false },
    { files: null },
    { files: { 0: null } },
    { files: [false] },
    { files: ['no'] },
    { files: [{ refuse: 1 }] },
    { files: [{ reason: '不' }] },
    JSON.parse('{"__proto__":{"files":[null]}}'),
  ])('fails, and allows nothing, if the app answers %j', async (answer) => {
    const { routes } = await hooked(() => answer)
    const asked = Promise.resolve(routes.photo.authorize?.({ user, input: undefined, files }))
    const error = await asked.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(Fault)
    expect(String(error)).toContain('expected')
  })

  it('fails if the app answers for another number of files', async () => {
    const { routes } = await hooked(() => ({ files: [] }))
    const event = { user, input: undefined, files: [declared('a.jpg')] }
    await expect(routes.photo.authorize?.(event)).rejects.toThrow('expected "files" with 1 entries')
  })
})

describe('the hook "stored" over HTTP', () => {
  it('gives the answer of the app as data, with the same id in every call', async () => {
    const { routes, received } = await hooked(() => ({ recordId: 7 }))
    for (let call = 0; call < 2; call += 1)
      expect(await routes.photo.onStored?.(stored('abc'))).toEqual({ recordId: 7 })
    expect(received.map(({ id }) => id)).toEqual(['stored_abc', 'stored_abc'])
    expect(received[0]?.event.data).toEqual({ route: 'photo', user, input: { album: 1 }, id: 'abc', file })
  })

  it.each([true, false, 1, '', {}])('fails, and refuses nothing, if "refuse" is %j', async (refuse) => {
    const { routes } = await hooked(() => ({ refuse }))
    const error = await Promise.resolve(routes.photo.onStored?.(stored('abc'))).catch((thrown: unknown) => thrown)
    expect(error).not.toBeInstanceOf(Fault)
    expect(String(error)).toContain('expected "refuse" with a sentence')
  })

  it.each([false, 'ok', [1], { refuse: null, other: null }, null])('gives %j as data', async (answer) => {
    const { routes } = await hooked(() => answer)
    expect(await routes.photo.onStored?.(stored('abc'))).toEqual(answer)
  })

  it('is sent once for calls that run at the same time', async () => {
    let release = (): void => undefined
    const { routes, received } = await hooked(async () => {
      await new Promise<void>((resolve) => {
        release = resolve
      })
      return { recordId: 7 }
    })
    const calls = [1, 2, 3].map(() => routes.photo.onStored?.(stored('abc')))
    while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    release()
    expect(await Promise.all(calls)).toEqual([{ recordId: 7 }, { recordId: 7 }, { recordId: 7 }])
    expect(received).toHaveLength(1)
  })

  it('is sent once more, with the same id, if the app closes the connection without an answer', async () => {
    const { routes, received } = await hooked((_event, response) => {
      if (received.length > 1) return { recordId: 7 }
      response.destroy()
      return response
    })
    expect(await routes.photo.onStored?.(stored('abc'))).toEqual({ recordId: 7 })
    expect(received.map(({ id }) => id)).toEqual(['stored_abc', 'stored_abc'])
  })

  it('does not replace a hook of the route, and does not run where the route says hooks: false', async () => {
    const { routes, received } = await hooked(() => ({ recordId: 7 }))
    expect(await routes.own.onStored?.(stored('abc'))).toEqual({ own: true })
    expect([routes.silent.onStored, routes.silent.authorize, routes.silent.canRead]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(received).toEqual([])
  })

  it.each<[string, (response: ServerResponse) => unknown, string]>([
    ['404', (response) => response.writeHead(404).end(), 'stored hook: expected 200, got 404'],
    [
      '403 with a refusal',
      (response) => response.writeHead(403).end('{"refuse":"no"}'),
      'stored hook: expected 200, got 403',
    ],
    [
      'a redirect',
      (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'expected 200, got 302',
    ],
    ['500', (response) => response.writeHead(500).end(), 'expected 200, got 500'],
    ['HTML', (response) => response.end('<html>'), 'expected JSON, got 6 characters of something else'],
    [
      '10 MB',
      (response) => response.end(Buffer.alloc(10 * 1024 ** 2, 0x20)),
      'expected an answer of at most 65536 bytes',
    ],
    ['nothing', (response) => response.destroy(), 'fetch failed'],
  ])('fails, and refuses nothing, if the app answers %s', async (_, answer, message) => {
    const { routes } = await hooked((_event, response) => {
      answer(response)
      return response
    })
    const error = await Promise.resolve(routes.photo.onStored?.(stored('abc'))).catch((thrown: unknown) => thrown)
    expect(error).not.toBeInstanceOf(Fault)
    expect(String(error)).toContain(message)
  })
})

describe('the hook "can-read" over HTTP', () => {
  const files = ['a', 'b', 'c'].map((key) => ({ key, id: key, route: 'photo', isOwner: false }))

  it('allows the files that the answer names, and no other', async () => {
    const { routes, received } = await hooked(() => ({ allowed: ['c', 'a', 'z'] }))
    expect(await routes.photo.canRead?.({ user, files })).toEqual([true, false, true])
    expect(received[0]?.event).toMatchObject({ type: 'can-read', data: { user, files } })
  })

  it('is the same for all routes, so that the keys of one call make one request', async () => {
    const { routes } = await hooked(() => ({ allowed: [] }))
    expect(routes.photo.canRead).toBe(routes.video.canRead)
  })

  it('fails if the answer names nothing', async () => {
    const { routes } = await hooked(() => ({}))
    await expect(routes.photo.canRead?.({ user, files })).rejects.toThrow(
      'can-read: expected { "allowed": ["key", …] }',
    )
  })
})
