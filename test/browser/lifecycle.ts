import { inPage } from '../ports/remote-ports'
import type { Here } from './here'

export function describeLifecycle(on: () => Here): void {
  describe('The lifecycle of a browser', () => {
    it('knows offline and online, and tells of each', async () => {
      const before = await inPage(on().page, 'changes')
      expect(await inPage(on().page, 'obstacle')).toBeNull()
      await on().context.setOffline(true)
      expect(await inPage(on().page, 'obstacle')).toBe('offline')
      await on().context.setOffline(false)
      expect(await inPage(on().page, 'obstacle')).toBeNull()
      expect((await inPage(on().page, 'changes')) - before).toBeGreaterThanOrEqual(2)
    })

    it('stops while the browser has the page frozen', async () => {
      // As Chromium sends them to a page in the background; none can be put there without a window.
      const dispatch = (type: string) => on().page.evaluate(`void document.dispatchEvent(new Event('${type}'))`)
      await dispatch('freeze')
      expect(await inPage(on().page, 'obstacle')).toBe('hidden')
      await dispatch('resume')
      expect(await inPage(on().page, 'obstacle')).toBeNull()
    })

    it('says what the browser knows of the network', async () => {
      expect(await inPage(on().page, 'network')).toEqual({ type: 'unknown', weak: false })
    })

    it('keeps the screen lit where it may, and does without where it may not', async () => {
      await inPage(on().page, 'keepAwake', true)
      await inPage(on().page, 'keepAwake', false)
      expect(await on().page.evaluate(screenLocks)).toEqual([])
      await on().context.grantPermissions(['screen-wake-lock'])
      expect(await on().page.evaluate(screenLocks)).toEqual(['held', 'released'])
    })
  })
}

/** Runs in the page: what becomes of the real locks that are asked for. */
async function screenLocks(): Promise<string[]> {
  const { navigator, remotePorts } = globalThis as unknown as {
    navigator: { wakeLock: { request(type: string): Promise<{ onrelease: () => void }> } }
    remotePorts: { keepAwake(on: boolean): void }
  }
  const { wakeLock } = navigator
  const request = wakeLock.request.bind(wakeLock)
  const seen: string[] = []
  const asked = new Promise<void>((resolve) => {
    wakeLock.request = (type) => {
      const lock = request(type)
      lock.then(
        (held) => {
          seen.push('held')
          held.onrelease = () => seen.push('released')
          resolve()
        },
        () => resolve(),
      )
      return lock
    }
  })
  remotePorts.keepAwake(true)
  await asked
  remotePorts.keepAwake(false)
  await new Promise((resolve) => setTimeout(resolve, 50))
  wakeLock.request = request
  return seen
}
