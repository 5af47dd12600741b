import type { Frame, Page } from 'playwright-core'
import { backgroundOf } from '../ports/chromium-with-background'
import type { Here } from './here'

export function describeStore(on: () => Here): void {
  describe('The store of a browser', () => {
    it('loses values where storage is blocked, and does not fail', async () => {
      const frame = await openSandboxed(on())
      await frame.evaluate(`remotePorts.set('a', 1)`)
      expect(await frame.evaluate(`remotePorts.get('a')`)).toEqual({ value: undefined })
      expect(await frame.evaluate(`remotePorts.remove('a')`)).toEqual({ value: null })
    })

    it('separates the values of tabs, and gives a new tab those of a closed one', async () => {
      await on().ports.store.set('own', 'first tab')
      const second = await openTab(on())
      await second.evaluate(`remotePorts.set('own', 'second tab')`)
      expect(await on().ports.store.get('own')).toBe('first tab')
      await second.reload()
      expect(await second.evaluate(`remotePorts.get('own')`)).toEqual({ value: 'second tab' })
      await on().page.reload()
      expect(await on().ports.store.get('own')).toBe('first tab')

      await second.close()
      const third = await openTab(on())
      expect(await third.evaluate(`remotePorts.get('own')`)).toEqual({ value: 'second tab' })
      await third.close()
    })

    it('keeps the values of all stores of a page over every reload, even with two copies of the script', async () => {
      const page = await openTab(on())
      await addOther(page)
      await page.evaluate(`Promise.all([ports.store.set('one', 1), otherPorts.store.set('other', 2)])`)
      for (const reload of [1, 2, 3]) {
        await page.reload()
        await addOther(page)
        const both = await page.evaluate(`Promise.all([ports.store.get('one'), otherPorts.store.get('other')])`)
        expect([reload, both]).toEqual([reload, [1, 2]])
        // Its own scope and that of the first page: no store waits for a lock that another store of the page holds.
        expect(await page.evaluate(scopesHeldAndAwaited)).toEqual([2, 0])
      }
      await page.close()
    })

    it('keeps the values of a page and of a frame in it over every reload', async () => {
      const page = await openTab(on())
      await page.evaluate(`ports.store.set('whose', 'of the page')`)
      await (await openFrame(page)).evaluate(`ports.store.set('whose', 'of the frame')`)
      for (const reload of [1, 2, 3]) {
        await page.reload()
        const ofPage = await page.evaluate(`ports.store.get('whose')`)
        const ofFrame = await (await openFrame(page)).evaluate(`ports.store.get('whose')`)
        expect([reload, ofPage, ofFrame]).toEqual([reload, 'of the page', 'of the frame'])
      }
      await page.close()
    })

    it('keeps values set while the browser freezes the page, even if the page never continues', async () => {
      const page = await openTab(on())
      await page.evaluate(`ports.store.set('early', 1)`)
      await page.evaluate(`void document.addEventListener('freeze', () => void ports.store.set('late', 2))`)
      await (await backgroundOf(page)).freeze()
      await page.close()
      const next = await openTab(on())
      expect(await next.evaluate(`Promise.all([ports.store.get('early'), ports.store.get('late')])`)).toEqual([1, 2])
      await next.close()
    })
  })
}

/** Uses the existing ports as those of another uploader. */
async function addOther(page: Page): Promise<void> {
  await page.evaluate('void (globalThis.otherPorts = ports)')
  await page.addScriptTag({ url: '/in-page.js' })
}

/** Runs in the page. */
async function scopesHeldAndAwaited(): Promise<number[]> {
  const { navigator } = globalThis as unknown as {
    navigator: { locks: { query(): Promise<{ held: unknown[]; pending: unknown[] }> } }
  }
  const { held, pending } = await navigator.locks.query()
  return [held.length, pending.length]
}

async function openTab({ context, page }: Here): Promise<Page> {
  const tab = await context.newPage()
  await tab.goto(page.url())
  return tab
}

/** Runs the same script in a frame without an origin, which has no storage. */
const openSandboxed = ({ page }: Here): Promise<Frame> => openFrame(page, `frame.sandbox = 'allow-scripts'`)

async function openFrame(page: Page, set = ''): Promise<Frame> {
  const element = await page.evaluateHandle(`(() => {
    const frame = document.createElement('iframe')
    ${set}
    frame.src = '/?frame'
    document.body.append(frame)
    return new Promise((resolve) => frame.onload = () => resolve(frame))
  })()`)
  const frame = await element.asElement()?.contentFrame()
  if (!frame) throw new Error('expected a frame')
  return frame
}
