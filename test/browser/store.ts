import type { Frame, Page } from 'playwright-core'
import type { Here } from './here'

export function describeStore(on: () => Here): void {
  describe('The store of a browser', () => {
    it('loses what it is given where storage is blocked, and fails nobody', async () => {
      const frame = await openSandboxed(on())
      await frame.evaluate(`remotePorts.set('a', 1)`)
      expect(await frame.evaluate(`remotePorts.get('a')`)).toEqual({ value: undefined })
      expect(await frame.evaluate(`remotePorts.remove('a')`)).toEqual({ value: null })
    })

    it('keeps the values of tabs apart, and gives a new tab those of a closed one', async () => {
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
  })
}

async function openTab({ context, page }: Here): Promise<Page> {
  const tab = await context.newPage()
  await tab.goto(page.url())
  return tab
}

/** The same script in a frame of no origin, which has no storage. */
async function openSandboxed({ page }: Here): Promise<Frame> {
  const element = await page.evaluateHandle(`(() => {
    const frame = document.createElement('iframe')
    frame.sandbox = 'allow-scripts'
    frame.src = '/?sandboxed'
    document.body.append(frame)
    return new Promise((resolve) => frame.onload = () => resolve(frame))
  })()`)
  const frame = await element.asElement()?.contentFrame()
  if (!frame) throw new Error('expected a frame')
  return frame
}
