import type { UploadedFile } from '../../miniprogram/uploader/core/api'
import { engineFront } from '../../miniprogram/uploader/core/engine-front'
import type { EngineWork } from '../../miniprogram/uploader/core/engine-work'
import { fetchedWork } from '../../miniprogram/uploader/core/fetched-work'
import { platformGate } from '../../miniprogram/uploader/core/gate'
import { storedFile } from './fake-backend'
import { fakeLifecycle, promisesToRun, virtualClock } from './fake-ports'

const FILE: UploadedFile = { ...storedFile('k'), verified: true }

/** A front whose work has yet to be fetched: `arrive` and `fail` answer the oldest fetch under way. */
function pageWith({ offline = false } = {}) {
  const lifecycle = fakeLifecycle()
  if (offline) lifecycle.set('offline')
  const begun: string[] = []
  const work: EngineWork = {
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
  const fetches: { resolve(work: EngineWork): void; reject(thrown: unknown): void }[] = []
  let count = 0
  const gate = platformGate(lifecycle)
  const source = fetchedWork(gate, () => {
    count += 1
    return new Promise((resolve, reject) => fetches.push({ resolve, reject }))
  })
  const front = engineFront({ clock: virtualClock(), lifecycle, random: () => 0.5 }, gate, source, {})
  return {
    front,
    begun,
    lifecycle,
    fetched: () => count,
    async arrive() {
      fetches.shift()?.resolve(work)
      await promisesToRun()
    },
    async fail(thrown: unknown) {
      fetches.shift()?.reject(thrown)
      await promisesToRun()
    },
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

  it('fetches nothing while the page is offline, and shows its uploads as paused by that', async () => {
    const page = pageWith({ offline: true })
    const upload = page.front.upload('a.jpg', { route: 'photo' })
    await promisesToRun()
    expect(page.fetched()).toBe(0)
    expect(upload.state()).toEqual({ phase: 'paused', percent: 0, by: 'offline' })
    page.lifecycle.set(undefined)
    await promisesToRun()
    await page.arrive()
    expect(await upload.done).toEqual(FILE)
    expect(page.fetched()).toBe(1)
  })

  it('says what is missing when it did not come, and tries again for whoever comes next', async () => {
    const page = pageWith()
    const upload = page.front.upload('a.jpg', { route: 'photo' })
    await promisesToRun()
    await page.fail(new TypeError('Failed to fetch dynamically imported module'))
    await expect(upload.done).rejects.toMatchObject({
      code: 'script-missing',
      params: { detail: 'TypeError: Failed to fetch dynamically imported module' },
    })
    expect(upload.state()).toMatchObject({ phase: 'failed' })
    const again = page.front.upload('a.jpg', { route: 'photo' })
    await promisesToRun()
    await page.arrive()
    expect(await again.done).toEqual(FILE)
    expect(page.fetched()).toBe(2)
  })
})
