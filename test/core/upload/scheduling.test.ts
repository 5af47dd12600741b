import { PATHS } from '../../../miniprogram/uploader/contract'
import type { UploadState, UploadTask } from '../../../miniprogram/uploader/core/api'
import type { UploadError } from '../../../miniprogram/uploader/core/errors'
import { sendTimeoutMs } from '../../../miniprogram/uploader/core/flow/speed'
import { engineWith, JPEG, storedFile } from '../fake-backend'
import { answer, networkFailure, ossRefusal, type Reaction } from '../fake-ports'

const photo = { route: 'photo' }
const confirmed = answer(200, { file: storedFile('k') })
const half = (end: Reaction): Reaction => ({ sent: 0.5, end: end as 'hangs' })

const isEnded = ({ phase }: UploadState): boolean => ['done', 'failed', 'cancelled'].includes(phase)
const allEnded = (tasks: UploadTask[]) => () => tasks.every((task) => isEnded(task.state()))
const phases = (tasks: UploadTask[]) => tasks.map((task) => task.state().phase)
const namesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}.jpg`)
const filesOf = (count: number) => Object.fromEntries(namesOf(count).map((name) => [name, JPEG]))

describe('an upload whose turn has come', () => {
  it.each(['user', 'hidden', 'offline'] as const)('does not send while %s is in the way', async (obstacle) => {
    const made = engineWith({ files: filesOf(5), options: { parallel: 1 }, onForm: () => half('hangs') })
    const tasks = namesOf(5).map((name) => made.engine.upload(name, photo))
    await made.clock.runUntil(() => tasks[0]?.state().phase === 'sending' && tasks[0].state().percent === 50)
    if (obstacle === 'user') for (const task of tasks) task.pause()
    else made.lifecycle.set(obstacle)
    made.network.breakAll(networkFailure())
    await made.clock.runUntil(() => false)
    expect(made.network.open()).toBe(0)
    expect(new Set(phases(tasks))).toEqual(new Set(['paused']))
    expect(made.network.forms).toHaveLength(1)
  })

  it('long after its ticket came gets a fresh one, in a hundred files too', async () => {
    const made = engineWith({
      files: filesOf(100),
      options: { parallel: 1 },
      onForm: ({ fields }, nth) => {
        made.clock.after(20_000, () => {})
        const age = made.clock.now() - (issued.get(fields.key ?? '') ?? 0)
        return nth > 0 && age > 600_000
          ? ossRefusal(403, 'AccessDenied', 'Policy expired.')
          : { sent: 1, end: confirmed }
      },
      onJson: ({ url, body }) => {
        if (!url.endsWith(PATHS.uploads)) return undefined
        const uploads = (JSON.parse(String(body)) as { files: unknown[] }).files.map(() => {
          count += 1
          issued.set(`key-${count}`, made.clock.now())
          return {
            kind: 'form',
            upload: `u${count}`,
            url: 'https://b.example',
            fields: { key: `key-${count}` },
            expiresIn: 600,
          }
        })
        return answer(200, { uploads })
      },
    })
    const issued = new Map<string, number>()
    let count = 0
    const slow = made.network.transport.sendForm
    // Each send takes 20 s of the virtual clock.
    made.network.transport.sendForm = async (form, signal, onSent) => {
      await new Promise<void>((resolve) => made.clock.after(20_000, resolve))
      return slow(form, signal, onSent)
    }
    const tasks = namesOf(100).map((name) => made.engine.upload(name, photo))
    await made.clock.runUntil(allEnded(tasks))
    expect(new Set(phases(tasks))).toEqual(new Set(['done']))
    expect(made.network.forms).toHaveLength(100)
  })
})

describe('pausing', () => {
  it('and resuming in one breath does not end the upload', async () => {
    const made = engineWith({ onForm: (_, nth) => (nth === 1 ? half('hangs') : confirmed) })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(() => task.state().percent === 50)
    task.pause()
    task.resume()
    await made.clock.runUntil(allEnded([task]))
    expect(task.state().phase).toBe('done')
  })

  it('when all bytes are out waits for the answer that is on its way', async () => {
    const made = engineWith({ onForm: () => ({ sent: 1, end: 'hangs' }) })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(() => task.state().phase === 'confirming')
    task.pause()
    await made.clock.runUntil(() => false)
    expect([task.state().phase, made.network.open()]).toEqual(['confirming', 1])
    made.network.breakAll(networkFailure())
    await made.clock.runUntil(() => false)
    expect(task.state()).toMatchObject({ phase: 'paused', by: 'user', percent: 99 })
    task.resume()
    await made.clock.runUntil(allEnded([task]))
    expect([task.state().phase, made.network.forms.length]).toEqual(['done', 1])
  })

  it('ends only when every obstacle is gone', async () => {
    const made = engineWith()
    made.lifecycle.set('offline')
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(() => false)
    made.lifecycle.set('hidden')
    await made.clock.runUntil(() => false)
    expect(made.network.requests).toHaveLength(0)
    expect(task.state()).toMatchObject({ phase: 'paused', by: 'background' })
    made.lifecycle.set(undefined)
    await made.clock.runUntil(allEnded([task]))
    expect(task.state().phase).toBe('done')
  })
})

describe('a failure told of only after the app has returned', () => {
  it('costs no try, however often', async () => {
    const made = engineWith({ onForm: (_, nth) => (nth <= 8 ? half('hangs') : confirmed) })
    const task = made.engine.upload('a.jpg', photo)
    for (let round = 1; round <= 8; round += 1) {
      await made.clock.runUntil(() => made.network.forms.length === round)
      made.lifecycle.set('hidden')
      made.lifecycle.set(undefined)
      made.network.breakAll(networkFailure())
    }
    await made.clock.runUntil(allEnded([task]))
    expect(task.state().phase).toBe('done')
  })

  it('of the backend costs none either', async () => {
    const made = engineWith({
      onJson: ({ url }, nth) => (url.endsWith(PATHS.uploads) && nth < 10 ? 'hangs' : undefined),
    })
    const task = made.engine.upload('a.jpg', photo)
    for (let round = 2; round < 10; round += 1) {
      await made.clock.runUntil(() => made.network.requests.length === round)
      made.lifecycle.set('offline')
      made.network.breakAll(networkFailure())
      await made.clock.runUntil(() => false)
      expect(made.network.requests).toHaveLength(round)
      made.lifecycle.set(undefined)
    }
    await made.clock.runUntil(allEnded([task]))
    expect(task.state().phase).toBe('done')
  })
})

describe('what may be stored', () => {
  it('is asked for even when all tries are spent', async () => {
    const made = engineWith({
      onForm: (_, nth) => (nth <= 4 ? ossRefusal(503, 'ServiceUnavailable') : ossRefusal(203, 'CallbackFailed')),
    })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    expect(task.state().phase).toBe('done')
    expect(made.requestsTo(PATHS.complete)).toHaveLength(1)
  })

  it('is not sent again while the backend cannot be asked', async () => {
    const made = engineWith({
      onForm: () => ossRefusal(203, 'CallbackFailed'),
      onJson: ({ url }) => (url.endsWith(PATHS.complete) && asked++ < 3 ? networkFailure() : undefined),
    })
    let asked = 0
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    expect([task.state().phase, made.network.forms.length, asked]).toEqual(['done', 1, 4])
  })

  it('is asked for with a new session when the old one has ended', async () => {
    const made = engineWith({
      onForm: () => answer(204),
      onJson: ({ url, headers }) => {
        if (url.endsWith(PATHS.session)) {
          sessions += 1
          return answer(200, { token: `session-${sessions}`, expiresIn: 7200 })
        }
        const isOld = headers.authorization === 'Bearer session-1'
        return url.endsWith(PATHS.complete) && isOld
          ? answer(401, { error: { code: 'unauthenticated', requestId: 'r' } })
          : undefined
      },
    })
    let sessions = 0
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    expect([task.state().phase, sessions]).toEqual(['done', 2])
  })

  it('stays done although the file is gone since, and is refused when it has another size', async () => {
    const files: Record<string, Uint8Array> = { 'a.jpg': JPEG, 'b.jpg': JPEG }
    const made = engineWith({
      files,
      onForm: ({ path }) => {
        if (path === 'a.jpg') delete files['a.jpg']
        else files['b.jpg'] = JPEG.slice(1)
        return confirmed
      },
    })
    const tasks = ['a.jpg', 'b.jpg'].map((name) => made.engine.upload(name, photo))
    await made.clock.runUntil(allEnded(tasks))
    expect(tasks.map((task) => task.state())).toMatchObject([
      { phase: 'done' },
      { phase: 'failed', error: { code: 'file-changed' } },
    ])
  })
})

describe('waiting', () => {
  it('doubles from try to try', async () => {
    const times: number[] = []
    const made = engineWith({
      onForm: () => {
        times.push(made.clock.now())
        return half(networkFailure())
      },
    })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    // Half of the longest wait each, for `random` is 0.5 here; 1 ms for the send itself.
    expect(times.slice(1).map((time, index) => time - (times[index] ?? 0) - 1)).toEqual([500, 1000, 2000, 4000])
  })

  it('is as long as a backend that is busy asks for', async () => {
    const times: number[] = []
    const busy = answer(429, { error: { code: 'too-many-requests', requestId: 'r' } })
    const made = engineWith({
      onJson: ({ url }) => {
        if (!url.endsWith(PATHS.uploads)) return undefined
        times.push(made.clock.now())
        return times.length === 1 ? { ...busy, headers: { 'retry-after': '30' } } : undefined
      },
    })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    expect([task.state().phase, (times[1] ?? 0) - (times[0] ?? 0)]).toEqual(['done', 30_001])
  })

  it('of a backend that is down is not multiplied by the session’s', async () => {
    let logins = 0
    const login = async () => `code-${++logins}`
    const made = engineWith({ onJson: () => networkFailure(), options: { login } })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    expect([task.state().phase, made.network.requests.length, logins]).toEqual(['failed', 5, 5])
  })

  it('of a renewal that fails is not multiplied by the upload’s', async () => {
    const made = engineWith({
      onForm: () => ossRefusal(403, 'SecurityTokenExpired'),
      onJson: ({ url, body }) =>
        url.endsWith(PATHS.uploads) && JSON.stringify(body).includes('renew') ? networkFailure() : undefined,
    })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    expect(task.state()).toMatchObject({ phase: 'failed', error: { code: 'server-unreachable' } })
    expect(made.requestsTo(PATHS.uploads)).toHaveLength(1 + 5)
  })
})

describe('a batch', () => {
  it('does not suffer from a neighbour whose input is no JSON', async () => {
    const made = engineWith()
    const circular: Record<string, unknown> = {}
    circular.self = circular
    const tasks = [made.engine.upload('a.jpg', { ...photo, input: circular }), made.engine.upload('b.jpg', photo)]
    await made.clock.runUntil(allEnded(tasks))
    expect(tasks.map((task) => task.state())).toMatchObject([
      { phase: 'failed', error: { code: 'misuse' } },
      { phase: 'done' },
    ])
  })

  it('does not suffer from a refusal whose code is newer than this client', async () => {
    const refusal = { error: { code: 'quota-exceeded', requestId: 'r7', message: '空间已满' } }
    const made = engineWith({
      onJson: ({ url }) =>
        url.endsWith(PATHS.uploads)
          ? answer(200, {
              uploads: [{ kind: 'form', upload: 'u', url: 'https://b', fields: {}, expiresIn: 600 }, refusal],
            })
          : undefined,
    })
    const tasks = ['a.jpg', 'b.jpg'].map((name) => made.engine.upload(name, photo))
    await made.clock.runUntil(allEnded(tasks))
    expect(tasks.map((task) => task.state())).toMatchObject([
      { phase: 'done' },
      { phase: 'failed', error: { code: 'server-answer-invalid', requestId: 'r7', userMessage: '空间已满' } },
    ])
    expect(made.requestsTo(PATHS.uploads)).toHaveLength(1)
  })
})

describe('cancelling from a listener', () => {
  it.each([
    ['authorizing', PATHS.uploads],
    ['confirming', PATHS.complete],
  ] as const)('at %s asks the backend nothing more', async (phase, path) => {
    const made = engineWith({ onForm: () => answer(204) })
    const task = made.engine.upload('a.jpg', photo)
    task.subscribe((state) => {
      if (state.phase === phase && state.percent === (phase === 'confirming' ? 99 : 0)) task.cancel()
    })
    await made.clock.runUntil(allEnded([task]))
    await made.clock.runUntil(() => false)
    expect(task.state().phase).toBe('cancelled')
    expect(made.requestsTo(path)).toHaveLength(0)
    expect(made.network.open()).toBe(0)
  })

  it('a ticket call goes on while anybody waits for it', async () => {
    const made = engineWith({ onJson: ({ url }) => (url.endsWith(PATHS.uploads) ? 'hangs' : undefined) })
    const tasks = ['a.jpg', 'b.jpg'].map((name) => made.engine.upload(name, photo))
    await made.clock.runUntil(() => made.requestsTo(PATHS.uploads).length === 1)
    tasks[0]?.cancel()
    expect(made.network.open()).toBe(1)
    tasks[1]?.cancel()
    await made.clock.runUntil(allEnded(tasks))
    expect(made.network.open()).toBe(0)
  })

  it('while the backend confirms lets go of the request', async () => {
    const made = engineWith({
      onForm: () => answer(204),
      onJson: ({ url }) => (url.endsWith(PATHS.complete) ? 'hangs' : undefined),
    })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(() => made.requestsTo(PATHS.complete).length === 1)
    task.cancel()
    await made.clock.runUntil(allEnded([task]))
    expect(made.network.open()).toBe(0)
  })
})

describe('a session', () => {
  const kept = (token: string, endsAt: number) =>
    ['wx-oss-upload.session:https://api.example', { token, endsAt }] as const
  const used = async (made: ReturnType<typeof engineWith>) => {
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    return made.requestsTo(PATHS.uploads).map(({ headers }) => headers.authorization)
  }

  it('kept from the last start is used while it lasts', async () => {
    const made = engineWith()
    made.store.values.set(...kept('kept', made.clock.now() + 3_600_000))
    expect(await used(made)).toEqual(['Bearer kept'])
    expect(made.requestsTo(PATHS.session)).toHaveLength(0)
  })

  it.each<[string, readonly [string, unknown]]>([
    ['that is about to end', kept('old', 1_000_000 + 59_000)],
    ['of another backend', ['wx-oss-upload.session:https://other.example', { token: 'theirs', endsAt: 9e12 }]],
    ['that is damaged', ['wx-oss-upload.session:https://api.example', 'x']],
  ])('%s is not used', async (_, entry) => {
    const made = engineWith()
    made.store.values.set(entry[0], entry[1])
    expect(await used(made)).toEqual(['Bearer session-1'])
  })

  it('that has replaced a refused one is not thrown away by a late 401', async () => {
    let opened = 0
    const made = engineWith({
      onJson: ({ url, headers }) => {
        if (url.endsWith(PATHS.session)) {
          opened += 1
          return answer(200, { token: `session-${opened}`, expiresIn: 7200 })
        }
        return headers.authorization === 'Bearer session-1'
          ? answer(401, { error: { code: 'unauthenticated', requestId: 'r' } })
          : undefined
      },
    })
    // Two routes: two calls, both with the old session, both refused.
    const tasks = [made.engine.upload('a.jpg', photo), made.engine.upload('b.jpg', { route: 'file' })]
    await made.clock.runUntil(allEnded(tasks))
    expect([phases(tasks), opened]).toEqual([['done', 'done'], 2])
  })
})

describe('the headers of an app', () => {
  it.each([
    [
      'throw',
      () => {
        throw new Error('no token')
      },
    ],
    ['reject', () => Promise.reject(new Error('no token'))],
  ])('that %s end as login-failed', async (_, headers) => {
    const made = engineWith({ options: { headers } })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    expect(task.state()).toMatchObject({ error: { code: 'login-failed', params: { detail: 'Error: no token' } } })
    const prepared = made.engine.prepare().catch((error: UploadError) => error.code)
    await made.clock.runUntil(() => false)
    expect(await prepared).toBe('login-failed')
  })
})

describe('uploaders of one app', () => {
  it('share its ten connections, and none takes more than six', async () => {
    const made = [6, 99].map((parallel) =>
      engineWith({ files: filesOf(12), options: { parallel }, onForm: () => half('hangs') }),
    )
    for (const { engine } of made) for (const name of namesOf(12)) engine.upload(name, photo)
    for (const { clock } of made) await clock.runUntil(() => false)
    expect(made.map(({ network }) => network.open())).toEqual([6, 4])
  })
})

describe('the time a send is given', () => {
  it('grows with the file, between one minute and ten', () => {
    expect([0, 50 * 1024 * 120, 1e12].map(sendTimeoutMs)).toEqual([60_000, 120_000, 600_000])
  })
})
