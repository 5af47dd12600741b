import { PATHS, type UploadsRequest } from '../../../miniprogram/uploader/contract'
import type { UploadTask } from '../../../miniprogram/uploader/core/api'
import { bodyOf, engineWith, FORM, JPEG, JPEG_CRC64, ticket } from '../fake-backend'
import { answer, networkFailure } from '../fake-ports'

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}.jpg`)
const filesOf = (count: number) => Object.fromEntries(names(count).map((name) => [name, JPEG]))
const ended = (tasks: UploadTask[]) => () => tasks.every((task) => ['done', 'failed'].includes(task.state().phase))
const filesAsked = (body: unknown): number => (JSON.parse(String(body)) as UploadsRequest).files.length

describe('uploads that begin together', () => {
  it('share one ticket call, and are sent eight at a time if they are small', async () => {
    let most = 0
    const made = engineWith({
      files: filesOf(9),
      onForm: (form) => {
        most = Math.max(most, made.network.open())
        return answer(200, { file: { key: form.fields.key, url: 'u', size: 8, type: 'image/jpeg', crc64: JPEG_CRC64 } })
      },
    })
    const tasks = names(9).map((name) => made.engine.upload(name, { route: 'photo' }))
    await made.clock.runUntil(ended(tasks))
    expect(made.requestsTo(PATHS.uploads).map(({ body }) => filesAsked(body))).toEqual([9])
    expect(made.network.forms).toHaveLength(9)
    expect(most + 1).toBe(8)
  })

  it('need one ticket call per twenty files', async () => {
    const { engine, clock, requestsTo } = engineWith({ files: filesOf(45) })
    const tasks = names(45).map((name) => engine.upload(name, { route: 'photo' }))
    await clock.runUntil(ended(tasks))
    expect(requestsTo(PATHS.uploads).map(({ body }) => filesAsked(body))).toEqual([20, 20, 5])
  })

  it('need separate ticket calls if route or input differ', async () => {
    const { engine, clock, requestsTo } = engineWith({ files: filesOf(3) })
    const tasks = [
      engine.upload('0.jpg', { route: 'photo' }),
      engine.upload('1.jpg', { route: 'photo', input: { album: 1 } }),
      engine.upload('2.jpg', { route: 'file' }),
    ]
    await clock.runUntil(ended(tasks))
    expect(requestsTo(PATHS.uploads).map(bodyOf)).toMatchObject([
      { route: 'photo' },
      { route: 'photo', input: { album: 1 } },
      { route: 'file' },
    ])
  })

  it('complete even if one cannot be read, is empty or is refused', async () => {
    const { engine, clock } = engineWith({
      files: { good: JPEG, empty: new Uint8Array(), refused: JPEG },
      onJson: ({ url, body }) =>
        url.endsWith(PATHS.uploads)
          ? answer(200, {
              form: FORM,
              uploads: (JSON.parse(String(body)) as UploadsRequest).files.map(({ size }, index) =>
                index === 0 ? ticket('k') : { error: { code: size ? 'forbidden' : 'file-empty', requestId: 'r' } },
              ),
            })
          : undefined,
    })
    const tasks = ['good', 'missing', 'empty', 'refused'].map((path) => engine.upload(path, { route: 'photo' }))
    await clock.runUntil(ended(tasks))
    const codes = tasks.map((task) => {
      const state = task.state()
      return state.phase === 'failed' ? state.error.code : state.phase
    })
    expect(codes).toEqual(['done', 'file-missing', 'file-empty', 'forbidden'])
  })

  it('declare the size of the file itself, whatever the picker reported', async () => {
    const { engine, clock, requestsTo } = engineWith()
    const task = engine.upload({ path: 'a.jpg', size: JPEG.length + 1 }, { route: 'photo' })
    await clock.runUntil(ended([task]))
    expect(await task.done).toMatchObject({ size: JPEG.length })
    expect(requestsTo(PATHS.uploads).map(bodyOf)).toMatchObject([{ files: [{ size: JPEG.length }] }])
  })
})

describe('a ticket that expires in the queue', () => {
  it('is renewed before it is used', async () => {
    const { engine, clock, lifecycle, network, requestsTo } = engineWith()
    lifecycle.set('offline')
    const task = engine.upload('a.jpg', { route: 'photo' })
    await clock.runUntil(() => clock.pending() === 0)
    lifecycle.set(undefined)
    await clock.runUntil(() => requestsTo(PATHS.uploads).length === 1)
    task.pause()
    await clock.runUntil(() => false)
    clock.after(700_000, () => task.resume())
    await clock.runUntil(ended([task]))
    expect(requestsTo(PATHS.uploads).map(bodyOf)[1]).toMatchObject({ files: [{ renew: 'upload-of-key-0' }] })
    expect(network.forms.map(({ fields }) => fields.key)).toEqual(['renewed-0'])
  })
})

describe('a session', () => {
  it('is opened once for all uploads that wait, and kept for the next start', async () => {
    const first = engineWith()
    void first.engine.prepare()
    const tasks = [first.engine.upload('a.jpg', { route: 'photo' }), first.engine.upload('b.jpg', { route: 'file' })]
    await first.clock.runUntil(ended(tasks))
    const signIns = first.requestsTo(PATHS.uploads).filter(({ body }) => String(body).includes('"code"'))
    expect(first.requestsTo(PATHS.session).length + signIns.length).toBe(1)
    expect([...first.store.values.values()]).toMatchObject([{ token: 'session-1' }])
  })

  it('is not opened if the app has its own headers', async () => {
    const { engine, clock, requestsTo } = engineWith({ options: { headers: async () => ({ cookie: 'mine' }) } })
    const task = engine.upload('a.jpg', { route: 'photo' })
    await clock.runUntil(ended([task]))
    expect(requestsTo(PATHS.session)).toHaveLength(0)
    expect(requestsTo(PATHS.uploads)[0]?.headers).toMatchObject({ cookie: 'mine' })
  })

  it('fails the uploads with its reason if it cannot be opened', async () => {
    const { engine, clock } = engineWith({ onJson: () => networkFailure() })
    const task = engine.upload('a.jpg', { route: 'photo' })
    await clock.runUntil(ended([task]))
    await expect(task.done).rejects.toMatchObject({
      code: 'server-unreachable',
      params: { host: 'https://api.example' },
    })
  })
})

describe('an engine', () => {
  it('rejects a server that is not a URL', () => {
    expect(() => engineWith({ options: { server: 'api.example.com' } })).toThrow('misuse')
  })

  it('cancels only the upload that is discarded', async () => {
    const { engine, clock } = engineWith()
    const tasks = ['a.jpg', 'b.jpg'].map((name) => engine.upload(name, { route: 'photo' }))
    await engine.discard(tasks[0]?.id ?? '')
    await clock.runUntil(() => tasks.every((task) => ['done', 'failed', 'cancelled'].includes(task.state().phase)))
    expect(tasks.map((task) => task.state().phase)).toEqual(['cancelled', 'done'])
  })

  it('reports a faulty listener without ending the upload', async () => {
    const { engine, clock } = engineWith()
    const task = engine.upload('a.jpg', { route: 'photo' })
    task.subscribe(() => {
      throw new Error('listener')
    })
    await expect(clock.runUntil(() => false)).rejects.toThrow('listener')
    await clock.runUntil(ended([task])).catch(() => {})
    expect(['sending', 'queued', 'authorizing', 'done', 'confirming']).toContain(task.state().phase)
  })
})

describe('onFailure', () => {
  it('is called once for each failed upload, and not for cancelled or completed ones', async () => {
    const failures: string[] = []
    const { engine, clock } = engineWith({
      files: filesOf(2),
      options: { onFailure: ({ code }) => void failures.push(code) },
    })
    const tasks = ['0.jpg', '1.jpg', 'gone.jpg'].map((name) => engine.upload(name, { route: 'photo' }))
    tasks[1]?.cancel()
    await clock.runUntil(() => tasks.every((task) => ['done', 'failed', 'cancelled'].includes(task.state().phase)))
    expect(tasks.map((task) => task.state().phase)).toEqual(['done', 'cancelled', 'failed'])
    expect(failures).toEqual(['file-missing'])
  })
})
