import type { Here } from './here'

export function describeLifecycle(on: () => Here): void {
  describe('The lifecycle of a browser', () => {
    it('lets a hidden page continue until the browser freezes it', async () => {
      const { freeze, thaw, show } = on().background
      await freeze()
      expect(await on().lifecycle.obstacle()).toBe('hidden')
      await thaw()
      expect(await on().page.evaluate('document.hidden')).toBe(true)
      expect(await on().lifecycle.obstacle()).toBeUndefined()
      await show()
    })

    it('reports what the browser knows about the network', async () => {
      expect(await on().lifecycle.network()).toEqual({
        type: 'unknown',
        weak: false,
        bytesPerSecond: ((await on().page.evaluate('navigator.connection.downlink')) as number) * 125_000,
      })
    })

    it('keeps the screen on where allowed, also after the page was hidden, and fails nothing where not', async () => {
      const { lifecycle, page, context, background } = on()
      await page.evaluate(recordScreenLocks)
      const becomes = (locks: string[]) =>
        page.waitForFunction(`JSON.stringify(screenLocks) === '${JSON.stringify(locks)}'`)
      await lifecycle.keepAwake(true)
      await becomes(['refused'])
      await lifecycle.keepAwake(false)

      await context.grantPermissions(['screen-wake-lock'])
      await lifecycle.keepAwake(true)
      await becomes(['refused', 'held'])
      await background.freeze()
      await background.show()
      await becomes(['refused', 'held', 'released', 'held'])
      await lifecycle.keepAwake(false)
      await becomes(['refused', 'held', 'released', 'held', 'released'])
    })
  })
}

/** Runs in the page. Records what happens to the real locks that are requested. */
function recordScreenLocks(): void {
  interface Recording {
    navigator: { wakeLock: { request(type: string): Promise<{ onrelease: () => void }> } }
    screenLocks: string[]
  }
  const here = globalThis as unknown as Recording
  const { wakeLock } = here.navigator
  const request = wakeLock.request.bind(wakeLock)
  const screenLocks: string[] = []
  here.screenLocks = screenLocks
  wakeLock.request = (type) => {
    const lock = request(type)
    lock.then(
      (held) => {
        screenLocks.push('held')
        held.onrelease = () => screenLocks.push('released')
      },
      () => screenLocks.push('refused'),
    )
    return lock
  }
}
