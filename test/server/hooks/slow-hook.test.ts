/** A receiver of hooks that takes longer than OSS waits for its callback, and answers in the end. */
import { jest } from '@jest/globals'
import { PATHS } from '../../../miniprogram/uploader/contract'
import { createUploader } from '../../../miniprogram/uploader/wx'
import { parseHookSecret } from '../../../server/config/hook-secret'
import { defineRoutes, route } from '../../../server/define-routes/route'
import { hookCall } from '../../../server/hooks/hook-call'
import { withHttpHooks } from '../../../server/hooks/http-hooks'
import { endingOf, startRig } from '../../main-path/rig'
import { SECRET, startReceiver } from './receiver'

const secrets = [parseHookSecret(SECRET)]

/** An event that a test waits for. */
function signal(): { came: Promise<void>; come(): void } {
  let come = (): void => undefined
  const came = new Promise<void>((resolve) => {
    come = resolve
  })
  return { came, come: () => come() }
}

/** Uploads a file. The app answers the callback's hook only after `complete` has called the same hook. */
async function uploadWith(answer: unknown) {
  const takenOver = signal()
  const receiver = await startReceiver(async ({ type }) => {
    if (type !== 'stored') return undefined
    await takenOver.came
    return answer
  })
  let calls = 0
  const { photo } = withHttpHooks(
    defineRoutes({ photo: route({ accept: ['text/plain'], maxSize: '1MB' }) }),
    hookCall({ url: receiver.url, secrets }),
  )
  const onStored: typeof photo.onStored = (event) => {
    const answered = photo.onStored?.(event)
    calls += 1
    if (calls === 2) takenOver.come()
    return answered
  }
  const rig = await startRig({ wiring: { routes: { photo: { ...photo, onStored } }, callback: { deadlineMs: 300 } } })
  try {
    const uploader = createUploader({ server: rig.stack.url, wx: rig.host.wx, onFailure: () => {} })
    const file = { path: await rig.temp('a.txt', Buffer.from('a')), name: 'a.txt' }
    const ending = await endingOf(uploader.upload(file, { route: 'photo' }))
    const posts = rig.stack.cloud.journal.entries.filter(({ operation }) => operation === 'PostObject')
    return {
      ending,
      posts: posts.map(({ status }) => status),
      stored: receiver.received.filter(({ event }) => event.type === 'stored').length,
      calls: rig.backendCalls(),
      bytes: (await rig.objects()).map(({ size }) => size),
    }
  } finally {
    await rig.close()
    await receiver.close()
  }
}

describe('a hook over HTTP that is slower than OSS', () => {
  it('ends in complete, which takes over the request that the callback has begun', async () => {
    const { ending, posts, stored, calls } = await uploadWith({ recordId: 7 })
    expect(ending).toMatchObject({ file: { data: { recordId: 7 } } })
    expect([posts, stored]).toEqual([[203], 1])
    expect(calls).toMatchObject({ [PATHS.callback]: 1, [PATHS.complete]: 1 })
  })

  it('refuses the file with its sentence, and leaves no bytes', async () => {
    const { ending, posts, bytes } = await uploadWith({ refuse: '重复' })
    expect(ending).toMatchObject({ code: 'forbidden' })
    expect(JSON.stringify(ending)).toContain('重复')
    expect(posts).toEqual([203])
    expect(bytes.filter((size) => size > 0)).toEqual([])
  })
})

describe('the time of a hook over HTTP', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  const event = { type: 'stored', id: 'stored_1', data: {} } as const

  function started() {
    const answers: ((response: Response) => void)[] = []
    const fetch = (async () => new Promise<Response>((resolve) => answers.push(resolve))) as typeof globalThis.fetch
    return { answers, call: hookCall({ url: 'http://app/hooks', secrets, fetch }) }
  }

  it('begins for complete when it takes over from the callback', async () => {
    const { answers, call } = started()
    const first = call(event).catch(String)
    await jest.advanceTimersByTimeAsync(4100)
    const second = call(event)
    await jest.advanceTimersByTimeAsync(9000)
    expect(await first).toContain('stored hook: expected an answer within 9500 ms')
    answers[0]?.(new Response('{"recordId":7}'))
    expect(await second).toEqual({ recordId: 7 })
    expect(answers).toHaveLength(1)
  })

  it('is not lost to a request that never ends: a later call sends one of its own', async () => {
    const { answers, call } = started()
    const first = call(event).catch(String)
    await jest.advanceTimersByTimeAsync(6000)
    const second = call(event)
    expect(answers).toHaveLength(2)
    answers[1]?.(new Response('{"recordId":7}'))
    expect(await second).toEqual({ recordId: 7 })
    await jest.advanceTimersByTimeAsync(20_000)
    expect(await first).toContain('expected an answer within')
  })
})
