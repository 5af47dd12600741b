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

/** A front whose work has yet to be fetched: `arrive` and `fail` answer the oldest fetch under way. */
function pageWith({ offline = false } = {}) {
  const lifecycle = fakeLifecycle()
  if (offline) lifecycle.set('offline')
  const begun: string[] = []
  const work: EngineService = {
    upload: async ({ file }) => {
      begun.push(file.path)
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
  const fetches: { resolve(script: 'script'): void; reject(thrown: unknown): void }[] = []
  let count = 0
  const clock = virtualClock()
  const gate = platformGate(lifecycle)
  const fetchScript = (): Promise<'script'> => {
    count += 1
    return new Promise((resolve, reject) => fetches.push({ resolve, reject }))
  }
  const source = lazyService({ gate, clock }, fetchScript, () => work)
  const front = engineFacade({ clock, lifecycle, random: () => 0.5 }, gate, source, {})
  return {
    front,
    begun,
    lifecycle,
    clock,
    fetched: () => count,
    async arrive() {
      fetches.shift()?.resolve('script')
      await promisesToRun()
    },
    async fail(thrown: unknown) {
      fetches.shift()?.reject(thrown)
      await promisesToRun()
    },
    /** Lets time pass until the next fetch. */
    pause: () => clock.runUntil(() => fetches.length > 0),
  }
}

describe('an engine whose work is fetched', () => {
  it('has it fetched once, before anybody needs it', async () => {
    const page = pageWith()
    await promisesToRun()
    expect(page.fetched()).toBe(1)
    await page.arrive()
    await page.front.upload('a.jpg', { route: 'photo' }).done
    expect(await page.front.urls(['k'])).toHaveLength(1)
    expect(page.fetched()).toBe(1)
  })

  it('gives tasks at once, and begins them in their order when it has come', async () => {
    const page = pageWith()
    const tasks = ['a.jpg', 'b.jpg'].map((name) => page.front.upload(name, { route: 'photo' }))
    await promisesToRun()
    expect(tasks.map((task) => task.state())).toEqual(tasks.map(() => ({ phase: 'queued', percent: 0 })))
    await page.arrive()
    expect(await Promise.all(tasks.map((task) => task.done))).toEqual([FILE, FILE])
    expect(page.begun).toEqual(['a.jpg', 'b.jpg'])
  })

  it('begins none that was cancelled meanwhile, and cancels it at once', async () => {
    const page = pageWith()
    const [upload, resumed] = [page.front.upload('a.jpg', { route: 'photo' }), page.front.resume('u-1')]
    await promisesToRun()
    upload.cancel()
    await expect(upload.done).rejects.toMatchObject({ code: 'cancelled' })
    await page.arrive()
    await resumed.done
    expect(page.begun).toEqual(['u-1'])
  })

  it('asks again for what did not come, and lets the uploads wait for it', async () => {
    const page = pageWith()
    const upload = page.front.upload('a.jpg', { route: 'photo' })
    for (const _ of ['first', 'second']) {
      await page.fail(MISSING)
      await page.pause()
    }
    expect(upload.state().phase).toBe('queued')
    await page.arrive()
    expect(await upload.done).toEqual(FILE)
    expect(page.fetched()).toBe(3)
    expect(page.clock.pending()).toBe(0)
  })

  it('asks again only when the page is online, and shows its uploads as paused by that', async () => {
    const page = pageWith({ offline: true })
    const upload = page.front.upload('a.jpg', { route: 'photo' })
    await page.fail(MISSING)
    await page.clock.runUntil(() => false)
    expect(page.fetched()).toBe(1)
    expect(upload.state()).toEqual({ phase: 'paused', percent: 0, by: 'offline' })
    page.lifecycle.set(undefined)
    await promisesToRun()
    await page.arrive()
    expect(await upload.done).toEqual(FILE)
  })

  it('answers what needs no network in a page that is offline and has its scripts', async () => {
    const page = pageWith({ offline: true })
    await page.arrive()
    expect(await page.front.unfinished()).toEqual([])
    await page.front.discard('u-1')
  })

  it('says what is missing when it does not come, and asks anew for whoever comes next', async () => {
    const page = pageWith()
    const upload = page.front.upload('a.jpg', { route: 'photo' })
    for (const _ of ['first', 'second', 'third']) {
      await page.fail(MISSING)
      await page.pause()
    }
    await expect(upload.done).rejects.toBe(MISSING)
    expect(page.fetched()).toBe(3)
    const again = page.front.upload('a.jpg', { route: 'photo' })
    await page.arrive()
    expect(await again.done).toEqual(FILE)
    expect(page.fetched()).toBe(4)
  })
})
