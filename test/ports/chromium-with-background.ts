import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { freePort } from '../free-port'
import { launchChromium } from '../preview/chromium'

/** The arguments by which Playwright keeps every page active. */
const SLOWS_DOWN_HIDDEN_PAGES = ['--disable-background-timer-throttling', '--disable-renderer-backgrounding']

/**
 * Starts Chromium as users have it, where a page can be hidden and is then slowed down. Playwright keeps the pages of a
 * browser that it launched in front, but not those of a browser that it connects to, so this connects over a port.
 */
export async function launchChromiumWithBackground(): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const port = await freePort()
  const browser = await launchChromium({
    args: [`--remote-debugging-port=${port}`],
    ignoreDefaultArgs: SLOWS_DOWN_HIDDEN_PAGES,
  })
  const connected = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true, isLocal: true })
  const [context] = connected.contexts()
  if (!context) throw new Error('expected the browser’s own context')
  return {
    context,
    async close() {
      await connected.close()
      await browser.close()
    },
  }
}

/** Acts like the user of a page's window. */
export interface Background {
  /** Hides the page behind another tab for so long that the browser freezes it. */
  freeze(): Promise<void>
  /** Ends the freeze; the page stays hidden. */
  thaw(): Promise<void>
  show(): Promise<void>
}

export async function backgroundOf(page: Page): Promise<Background> {
  const session = await page.context().newCDPSession(page)
  const setState = (state: 'frozen' | 'active') => session.send('Page.setWebLifecycleState', { state })
  // A page with an emulated focus counts as visible even without a window.
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
