import type { Page } from 'playwright-core'
import type { Here } from './here'

/** What a browser may lack or break, as a script that runs before the page's own. */
const BREAKS: [what: string, script: string, keeps: boolean][] = [
  ['an IndexedDB that never opens', `indexedDB.open = () => (opened.push(1), {})`, false],
  [
    'an IndexedDB that never answers',
    `IDBObjectStore.prototype.get = IDBObjectStore.prototype.put = () => ({})`,
    false,
  ],
  [
    'an IndexedDB whose transactions never end',
    `Object.defineProperty(IDBTransaction.prototype, 'oncomplete', { set() {} })`,
    false,
  ],
  ['an IndexedDB that throws', `indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }`, false],
  ['no IndexedDB', `Object.defineProperty(globalThis, 'indexedDB', { value: undefined })`, false],
  ['no locks', `delete Navigator.prototype.locks`, true],
  ['locks that never answer', `LockManager.prototype.request = () => new Promise(() => {})`, true],
  ['locks that throw', `LockManager.prototype.request = () => { throw new DOMException('no', 'SecurityError') }`, true],
  [
    'a session storage that throws',
    `Object.defineProperty(globalThis, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })`,
    true,
  ],
  ['no wake lock', `delete Navigator.prototype.wakeLock`, true],
  ['a wake lock that never answers', `WakeLock.prototype.request = () => new Promise(() => {})`, true],
]

export function describeBrokenStorage(on: () => Here): void {
  describe('A browser with', () => {
    it.each(BREAKS)('%s goes on, as if nothing could be kept where that is so', async (_, script, keeps) => {
      const page = await openBroken(on(), script)
      await page.evaluate(`ports.lifecycle.keepAwake(true)`)
      await page.evaluate(`Promise.all([ports.store.set('a', 1), ports.store.set('b', 2)])`)
      const found = await page.evaluate(`Promise.all([ports.store.get('a'), ports.store.get('b')])`)
      expect(found).toEqual(keeps ? [1, 2] : [undefined, undefined])
      await page.evaluate(`ports.store.remove('a')`)
      await page.evaluate(`ports.lifecycle.keepAwake(false)`)
      await page.close()
    })

    it('an IndexedDB that did not open once is not asked again', async () => {
      const page = await openBroken(on(), `indexedDB.open = () => (opened.push(1), {})`)
      await page.evaluate(`ports.store.set('a', 1)`)
      for (const key of ['a', 'b', 'c']) await page.evaluate(`ports.store.get('${key}')`)
      expect(await page.evaluate('opened.length')).toBe(1)
      await page.close()
    })
  })
}

async function openBroken({ context, page }: Here, script: string): Promise<Page> {
  const broken = await context.newPage()
  await broken.addInitScript(`globalThis.opened = []; ${script}`)
  await broken.goto(page.url())
  return broken
}
