import { PATHS } from '../../../miniprogram/uploader/contract'
import type { UploadState, UploadTask } from '../../../miniprogram/uploader/core/api'
import type { UploadError } from '../../../miniprogram/uploader/core/errors'
import { PATIENCE_MS } from '../../../miniprogram/uploader/core/flow/retry/patience'
import { engineWith, FORM, JPEG, storedFile, ticket } from '../fake-backend'
import { answer, networkFailure, ossRefusal, type Reaction } from '../fake-ports'

const photo = { route: 'photo' }
const confirmed = answer(200, { file: storedFile('k') })
const half = (end: Reaction): Reaction => ({ sent: 0.5, end: end as 'hangs' })

const isEnded = ({ phase }: UploadState): boolean => ['done', 'failed', 'cancelled'].includes(phase)
const allEnded = (tasks: UploadTask[]) => () => tasks.every((task) => isEnded(task.state()))
const phases = (tasks: UploadTask[]) => tasks.map((task) => task.state().phase)
const namesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}.jpg`)
const filesOf = (count: number) => Object.fromEntries(namesOf(count).map((name) => [name, JPEG]))

describe('an upload whose turn comes', () => {
  it.each(['user', 'hidden', 'offline'] as const)('does not send while the obstacle is %s', async (obstacle) => {
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

  it('gets a fresh ticket if its own has expired, even among a hundred files', async () => {
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
            fields: { key: `key-${count}` },
          }
        })
        return answer(200, { form: FORM, uploads })
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

describe('a place among the files being sent', () => {
  const begun = (made: ReturnType<typeof engineWith>) => made.network.forms.length

  it.each<[string, Reaction, number]>([
    ['is free again when the last byte has left, within eight open calls', { sent: [0.5, 1], end: 'hangs' }, 8],
    ['is held while bytes leave', { sent: [0.5, 0.9], end: 'hangs' }, 1],
    ['is held until the answer where the platform reports the end alone', { sent: 1, end: 'hangs' }, 1],
    ['is held until the answer where the platform reports nothing', { sent: [], end: 'hangs' }, 1],
  ])('%s', async (_, reaction, expected) => {
    const made = engineWith({ files: filesOf(20), options: { parallel: 1 }, onForm: () => reaction })
    const tasks = namesOf(20).map((name) => made.engine.upload(name, photo))
    await made.clock.runUntil(() => false)
    expect(begun(made)).toBe(expected)
    // Otherwise they would hold the app's connections in the next tests.
    for (const task of tasks) task.cancel()
    await made.clock.runUntil(allEnded(tasks))
  })

  it('is not freed twice: by the last byte and by the answer', async () => {
    const made = engineWith({
      files: filesOf(20),
      options: { parallel: 2 },
      onForm: (_form, nth) => (nth <= 4 ? { sent: [0.5, 1], end: confirmed } : half('hangs')),
    })
    const tasks = namesOf(20).map((name) => made.engine.upload(name, photo))
    await made.clock.runUntil(() => false)
    expect([begun(made), made.network.open()]).toEqual([6, 2])
    for (const task of tasks) task.cancel()
    await made.clock.runUntil(allEnded(tasks))
  })
})

describe('a pause', () => {
  it('that is resumed at once does not end the upload', async () => {
    const made = engineWith({ onForm: (_, nth) => (nth === 1 ? half('hangs') : confirmed) })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(() => task.state().percent === 50)
    task.pause()
    task.resume()
    await made.clock.runUntil(allEnded([task]))
    expect(task.state().phase).toBe('done')
  })

  it('after all bytes were sent waits for the answer', async () => {
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

  it('ends when every obstacle is gone', async () => {
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

describe('a failure that is reported after the app has returned', () => {
  it('uses up no retry, however often it happens', async () => {
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

  it('uses up no retry of a backend call either', async () => {
    const made = engineWith({
      onJson: ({ url }, nth) => (url.endsWith(PATHS.uploads) && nth < 10 ? 'hangs' : undefined),
    })
    const task = made.engine.upload('a.jpg', photo)
    for (let round = 1; round < 10; round += 1) {
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

describe('a file that may be stored', () => {
  it('is asked for even after the last retry', async () => {
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

  it('is asked for with a new session if the old one has expired', async () => {
    const made = engineWith({
      onForm: () => answer(204),
      onJson: ({ url, headers }) => {
        if (url.endsWith(PATHS.session)) {
          sessions += 1
          return answer(200, { token: `session-${sessions + 1}`, expiresIn: 7200 })
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
    expect([task.state().phase, sessions]).toEqual(['done', 1])
  })

  it('is done even if the local file is gone, and fails if it has another size', async () => {
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

/** So often a call is made during the patience, if each fails at once. */
const CALLS = 13

describe('the wait before a retry', () => {
  it('doubles each time, up to twenty seconds, and ends with the patience', async () => {
    const times: number[] = []
    const made = engineWith({
      onForm: () => {
        times.push(made.clock.now())
        return half(networkFailure())
      },
    })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    // Three quarters of the longest wait each time, because `random` is 0.5 here; 1 ms for the send itself.
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0) - 1)
    expect(waits.slice(0, 6)).toEqual([750, 1500, 3000, 6000, 12_000, 15_000])
    expect(Math.abs((times.at(-1) ?? 0) - (times[0] ?? 0) - PATIENCE_MS)).toBeLessThan(100)
  })

  it('is as long as a busy backend asks for', async () => {
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

  it('is not multiplied by those of the session if the backend is down', async () => {
    let logins = 0
    const login = async () => `code-${++logins}`
    const made = engineWith({ onJson: () => networkFailure(), options: { login } })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    expect([task.state().phase, made.network.requests.length, logins]).toEqual(['failed', CALLS, CALLS])
  })

  it('is not multiplied by those of a renewal that fails', async () => {
    const made = engineWith({
      onForm: () => ossRefusal(403, 'SecurityTokenExpired'),
      onJson: ({ url, body }) =>
        url.endsWith(PATHS.uploads) && JSON.stringify(body).includes('renew') ? networkFailure() : undefined,
    })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    expect(task.state()).toMatchObject({ phase: 'failed', error: { code: 'server-unreachable' } })
    expect(made.requestsTo(PATHS.uploads)).toHaveLength(1 + CALLS)
  })
})

describe('a batch of files', () => {
  it('completes even if the input of one file is not JSON', async () => {
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

  it('completes even if one refusal has a code unknown to this version', async () => {
    const refusal = { error: { code: 'quota-exceeded', requestId: 'r7', message: '空间已满' } }
    const made = engineWith({
      onJson: ({ url }) =>
        url.endsWith(PATHS.uploads)
          ? answer(200, {
              form: FORM,
              uploads: [ticket('u'), refusal],
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

describe('cancel', () => {
  it.each([
    ['authorizing', PATHS.uploads],
    ['confirming', PATHS.complete],
  ] as const)('in a state listener at %s makes no further call to the backend', async (phase, path) => {
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

  it('stops a ticket call only when no other upload waits for it', async () => {
    const made = engineWith({ onJson: ({ url }) => (url.endsWith(PATHS.uploads) ? 'hangs' : undefined) })
    const tasks = ['a.jpg', 'b.jpg'].map((name) => made.engine.upload(name, photo))
    await made.clock.runUntil(() => made.requestsTo(PATHS.uploads).length === 1)
    tasks[0]?.cancel()
    expect(made.network.open()).toBe(1)
    tasks[1]?.cancel()
    await made.clock.runUntil(allEnded(tasks))
    expect(made.network.open()).toBe(0)
  })

  it('ends the request while the backend confirms', async () => {
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
    return made
      .requestsTo(PATHS.uploads)
      .map(({ headers, body }) => headers.authorization ?? JSON.parse(String(body)).code)
  }

  it('of the last start is used until it expires', async () => {
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
    expect(await used(made)).toEqual(['code'])
  })

  it('that has replaced a refused one is not dropped by a late 401', async () => {
    let opened = 0
    const made = engineWith({
      onJson: ({ url, headers }) => {
        if (url.endsWith(PATHS.session)) {
          opened += 1
          return answer(200, { token: `session-${opened}`, expiresIn: 7200 })
        }
        return headers.authorization === 'Bearer kept'
          ? answer(401, { error: { code: 'unauthenticated', requestId: 'r' } })
          : undefined
      },
    })
    made.store.values.set(...kept('kept', made.clock.now() + 3_600_000))
    // Two routes: two calls, both with the old session, both refused.
    const tasks = [made.engine.upload('a.jpg', photo), made.engine.upload('b.jpg', { route: 'file' })]
    await made.clock.runUntil(allEnded(tasks))
    expect([phases(tasks), opened]).toEqual([['done', 'done'], 1])
  })
})

describe('an app’s own headers', () => {
  it.each([
    [
      'throw',
      () => {
        throw new Error('no token')
      },
    ],
    ['reject', () => Promise.reject(new Error('no token'))],
  ])('that %s fail the upload as login-failed', async (_, headers) => {
    const made = engineWith({ options: { headers } })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(allEnded([task]))
    expect(task.state()).toMatchObject({ error: { code: 'login-failed', params: { detail: 'Error: no token' } } })
    const prepared = made.engine.prepare().catch((error: UploadError) => error.code)
    await made.clock.runUntil(() => false)
    expect(await prepared).toBe('login-failed')
  })
})

describe('the uploaders of one app', () => {
  it('share eight of its ten uploads at a time, so that two are left to the app', async () => {
    const made = [6, 99].map((parallel) =>
      engineWith({ files: filesOf(12), options: { parallel }, onForm: () => half('hangs') }),
    )
    for (const { engine } of made) for (const name of namesOf(12)) engine.upload(name, photo)
    for (const { clock } of made) await clock.runUntil(() => false)
    expect(made.map(({ network }) => network.open())).toEqual([6, 2])
  })
})
