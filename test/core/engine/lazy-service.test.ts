import type { UploadedFile } from '../../../miniprogram/uploader/core/api'
import { engineFacade } from '../../../miniprogram/uploader/core/engine/facade'
import { lazyService } from '../../../miniprogram/uploader/core/engine/lazy-service'
import type { EngineService } from '../../../miniprogram/uploader/core/engine/service'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { platformGate } from '../../../miniprogram/uploader/core/flow/gate'
import { storedFile } from '../fake-backend'
import { fakeLifecycle, promisesToRun, virtualClock } from '../fake-ports'

const MISSING = new UploadError('script-missing')
const FILE: UploadedFile = { ...storedFile('k'), verified: true }

/** An engine whose service has yet to load: `arrive` and `fail` end the oldest pending load. */
function pageWith({ offline = false } = {}) {
  const lifecycle = fakeLifecycle()
  if (offline) lifecycle.set('offline')
  const begun: string[] = []
  const service: EngineService = {
    upload: async (_id, file) => {
      begun.push(String(file))
      return FILE
    },
    resume: async (id) => {
      begun.push(id)
      return FILE
    },
    unfinished: async () => [],
    discard: async () => {},
    prepare: async () => {},
    urls: async () => [{ ok: true, url: 'https://bucket.example/k' }],
  }
  const loads: { resolve(service: EngineService): void; reject(thrown: unknown): void }[] = []
  let count = 0
  const clock = virtualClock()
  const gate = platformGate(lifecycle)
  const load = (): Promise<EngineService> => {
    count += 1
    return new Promise((resolve, reject) => loads.push({ resolve, reject }))
  }
  const source = lazyService(load, gate, clock)
  const engine = engineFacade({ clock, lifecycle, random: () => 0.5 }, gate, source, {})
  return {
    engine,
    begun,
    lifecycle,
    clock,
    loads: () => count,
    async arrive() {
      loads.shift()?.resolve(service)
      await promisesToRun()
    },
    async fail(thrown: unknown) {
      loads.shift()?.reject(thrown)
      await promisesToRun()
    },
    /** Lets time pass until the next load. */
    pause: () => clock.runUntil(() => loads.length > 0),
  }
}

describe('lazyService', () => {
  it('loads the service once, before it is needed', async () => {
    const page = pageWith()
    await promisesToRun()
    expect(page.loads()).toBe(1)
    await page.arrive()
    await page.engine.upload('a.jpg', { route: 'photo' }).done
    expect(await page.engine.urls(['k'])).toHaveLength(1)
    expect(page.loads()).toBe(1)
  })

  it('lets tasks wait, and begins them in order when the service has loaded', async () => {
    const page = pageWith()
    const tasks = ['a.jpg', 'b.jpg'].map((name) => page.engine.upload(name, { route: 'photo' }))
    await promisesToRun()
    expect(tasks.map((task) => task.state())).toEqual(tasks.map(() => ({ phase: 'queued', percent: 0 })))
    await page.arrive()
    expect(await Promise.all(tasks.map((task) => task.done))).toEqual([FILE, FILE])
    expect(page.begun).toEqual(['a.jpg', 'b.jpg'])
  })

  it('cancels a waiting task at once, and does not begin it later', async () => {
    const page = pageWith()
    const [upload, resumed] = [page.engine.upload('a.jpg', { route: 'photo' }), page.engine.resume('u-1')]
    await promisesToRun()
    upload.cancel()
    await expect(upload.done).rejects.toMatchObject({ code: 'cancelled' })
    await page.arrive()
    await resumed.done
    expect(page.begun).toEqual(['u-1'])
  })

  it('retries a failed load while uploads wait', async () => {
    const page = pageWith()
    const upload = page.engine.upload('a.jpg', { route: 'photo' })
    for (const _ of ['first', 'second']) {
      await page.fail(MISSING)
      await page.pause()
    }
    expect(upload.state().phase).toBe('queued')
    await page.arrive()
    expect(await upload.done).toEqual(FILE)
    expect(page.loads()).toBe(3)
    expect(page.clock.pending()).toBe(0)
  })

  it('retries only when the page is online, and shows waiting uploads as paused', async () => {
    const page = pageWith({ offline: true })
    const upload = page.engine.upload('a.jpg', { route: 'photo' })
    await page.fail(MISSING)
    await page.clock.runUntil(() => false)
    expect(page.loads()).toBe(1)
    expect(upload.state()).toEqual({ phase: 'paused', percent: 0, by: 'offline' })
    page.lifecycle.set(undefined)
    await promisesToRun()
    await page.arrive()
    expect(await upload.done).toEqual(FILE)
  })

  it('serves calls that need no network while the page is offline', async () => {
    const page = pageWith({ offline: true })
    await page.arrive()
    expect(await page.engine.unfinished()).toEqual([])
    await page.engine.discard('u-1')
  })

  it('fails waiting uploads after the last retry, and loads again for the next one', async () => {
    const page = pageWith()
    const upload = page.engine.upload('a.jpg', { route: 'photo' })
    for (const _ of ['first', 'second', 'third']) {
      await page.fail(MISSING)
      await page.pause()
    }
    await expect(upload.done).rejects.toBe(MISSING)
    expect(page.loads()).toBe(3)
    const again = page.engine.upload('a.jpg', { route: 'photo' })
    await page.arrive()
    expect(await again.done).toEqual(FILE)
    expect(page.loads()).toBe(4)
  })
})
