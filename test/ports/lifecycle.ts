import type { Platform } from './platform'
import type { SeenWatcher } from './seen-lifecycle'

export function describeLifecycle(on: () => Platform): void {
  describe('the lifecycle', () => {
    type Obstacle = 'hidden' | 'offline' | undefined
    const obstacle = () => on().lifecycle().obstacle()
    const becomes = (wanted: Obstacle) => untilSo(async () => (await obstacle()) === wanted)
    const finds = (watch: SeenWatcher, wanted: Obstacle) =>
      untilSo(async () => (await watch.found()).at(-1) === wanted && (await watch.found()).length > 0)

    afterEach(async () => {
      await on().setOnline(true)
      await on().show()
      await becomes(undefined)
    })

    it('reports no obstacle while the app is in front and online', async () => {
      await becomes(undefined)
    })

    it('reports offline while there is no network, and notifies of both changes', async () => {
      const watch = await on().lifecycle().watch()
      await on().setOnline(false)
      await finds(watch, 'offline')
      expect(await obstacle()).toBe('offline')
      await on().setOnline(true)
      await finds(watch, undefined)
      expect(await obstacle()).toBeUndefined()
      await watch.end()
    })

    it('reports hidden while the app is in the background, and notifies of both changes', async () => {
      const watch = await on().lifecycle().watch()
      await on().hide()
      await finds(watch, 'hidden')
      expect(await obstacle()).toBe('hidden')
      await on().show()
      await finds(watch, undefined)
      expect(await obstacle()).toBeUndefined()
      await watch.end()
    })

    it('reports the second obstacle when the first is gone', async () => {
      await on().hide()
      await on().setOnline(false)
      await becomes('hidden')
      await on().show()
      await becomes('offline')
      await on().setOnline(true)
      await becomes(undefined)
    })

    it('notifies all subscribers until they unsubscribe, even twice', async () => {
      const [ended, going] = [await on().lifecycle().watch(), await on().lifecycle().watch()]
      await ended.end()
      await ended.end()
      await on().setOnline(false)
      await finds(going, 'offline')
      expect(await ended.found()).toEqual([])
      await going.end()
    })

    it('notifies the others if one unsubscribes during a notification', async () => {
      const { watch } = on().lifecycle()
      const [before, once, after] = [await watch(), await watch(true), await watch()]
      await on().setOnline(false)
      for (const each of [before, once, after]) await finds(each, 'offline')
      await on().setOnline(true)
      for (const each of [before, after]) await finds(each, undefined)
      expect(await once.found()).toEqual(['offline'])
      for (const each of [before, after]) await each.end()
    })

    it('names the network by one of six types, and reports whether it is weak', async () => {
      const { type, weak } = await on().lifecycle().network()
      expect(['wifi', '5g', '4g', '3g', '2g', 'unknown']).toContain(type)
      expect([true, false]).toContain(weak)
    })

    it('keeps the screen on or lets it go dark, in any order, in front and hidden', async () => {
      const asked = [false, true, true, false, false, true]
      for (const isOn of asked) await on().lifecycle().keepAwake(isOn)
      await on().hide()
      await becomes('hidden')
      for (const isOn of asked) await on().lifecycle().keepAwake(isOn)
      await on().show()
      await becomes(undefined)
      await on().lifecycle().keepAwake(false)
      expect(await on().failures()).toEqual([])
    })
  })
}

async function untilSo(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries > 4000) throw new Error('It never came about')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
