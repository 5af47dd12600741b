import { createServer } from 'node:net'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { launchChromium } from '../preview/chromium'

/** What Playwright switches off for every browser it launches. */
const SLOWS_DOWN_HIDDEN_PAGES = ['--disable-background-timer-throttling', '--disable-renderer-backgrounding']

/**
 * Chromium as its users have it: a page can be hidden, and is slowed down then. Playwright keeps the pages it makes in
 * front, whatever happens, but not those of a browser that is somebody else's: so it is met as one, over a port.
 */
export async function launchChromiumWithBackground(): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const port = await freePort()
  const browser = await launchChromium({
    args: [`--remote-debugging-port=${port}`],
    ignoreDefaultArgs: SLOWS_DOWN_HIDDEN_PAGES,
  })
  const met = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true, isLocal: true })
  const [context] = met.contexts()
  if (!context) throw new Error('expected the browser’s own context')
  return {
    context,
    async close() {
      await met.close()
      await browser.close()
    },
  }
}

/** The hands of the user of a page's window. */
export interface Background {
  /** Behind another tab for long: hidden, and frozen. */
  freeze(): Promise<void>
  /** Goes on, but is hidden as before. */
  thaw(): Promise<void>
  show(): Promise<void>
}

export async function backgroundOf(page: Page): Promise<Background> {
  const session = await page.context().newCDPSession(page)
  const setState = (state: 'frozen' | 'active') => session.send('Page.setWebLifecycleState', { state })
  // A page with an emulated focus counts as visible, without a window to be in.
  const setInFront = (enabled: boolean) => session.send('Emulation.setFocusEmulationEnabled', { enabled })
  const thaw = async (): Promise<void> => void (await setState('active'))
  return {
    async freeze() {
      await setInFront(false)
      await setState('frozen')
    },
    thaw,
    async show() {
      await thaw()
      await setInFront(true)
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (address === null || typeof address === 'string') throw new Error(`expected a port, got ${address}`)
  return address.port
}
