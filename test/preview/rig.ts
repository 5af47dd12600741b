import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core'
import { createBackendLog } from '../../dev/preview/server/backend-log'
import { type Preview, startPreview } from '../../dev/preview/start-preview'
import { type Stack, startStack } from '../../dev/stack/stack'
import type { Chosen } from './files'

export const SAMPLE_PHOTO = fileURLToPath(new URL('../../dev/samples/photo.jpg', import.meta.url))

/** What `npm start` starts. */
export interface Started {
  stack: Stack
  preview: Preview
  /** Resolves once exactly these fault switches are on. */
  switched(on: string[]): Promise<void>
  close(): Promise<void>
}

/** @param root the mini-program's root; default: the sample's */
export async function startAll(root?: string): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-preview-'))
  const backendLog = createBackendLog()
  const stack = await startStack({ folder, wiring: { log: backendLog.log } })
  const waiting = new Set<(on: string[]) => void>()
  const onSwitches = (on: string[]): void => {
    for (const look of waiting) look(on)
  }
  const pages = () => [{ name: { zh: '网页', en: 'Web page' }, url: 'http://localhost:1/' }]
  const preview = await startPreview({ stack, backendLog, onSwitches, pages, ...(root ? { root } : {}) })
  return {
    stack,
    preview,
    switched: (wanted) =>
      new Promise((resolve) => {
        const look = (on: string[]): void => {
          if (on.join() !== wanted.join()) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
      }),
    async close() {
      await preview.close()
      await stack.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The sample photo, as a user picks it. */
export const samplePhoto = async (): Promise<Chosen> => ({
  name: 'photo.jpg',
  mimeType: 'image/jpeg',
  buffer: await readFile(SAMPLE_PHOTO),
})

export interface Visit {
  page: Page
  /** The content of the phone. */
  phone: FrameLocator
  /** Errors of the console and of scripts, without the HTTP statuses that Chromium also writes there. */
  errors: string[]
  /** Opens a page of the mini-program. */
  goTo(path: string): Promise<void>
  /** Taps an element that opens the picker, and picks. */
  pick(name: RegExp, files: Chosen[]): Promise<void>
  /** Switches a fault on or off. */
  toggle(name: string): Promise<void>
  /** Saves a screenshot in the folder `PREVIEW_SHOTS`, if that is set. */
  shot(name: string): Promise<void>
  close(): Promise<void>
}

const BLOCK_STORAGE = `for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
  Object.defineProperty(window, name, { get() { throw new DOMException('Access is denied', 'SecurityError') } })
}`

interface VisitOptions {
  locale?: 'zh-CN' | 'en-US'
  colorScheme?: 'light' | 'dark'
  width?: number
  /** Whether the test may move the clock of the page: `page.clock`. */
  hasClock?: boolean
  /** `false`: the browser blocks the storage of pages. */
  hasStorage?: boolean
  height?: number
}

export async function visit(browser: Browser, { preview }: Started, options: VisitOptions = {}): Promise<Visit> {
  const { locale = 'zh-CN', colorScheme = 'light', width = 1280, height = 900 } = options
  const context = await browser.newContext({ viewport: { width, height }, locale, colorScheme })
  // Shorter than the test's timeout, so that the error names what was waited for.
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  // What a browser does that blocks cookies: https://html.spec.whatwg.org/multipage/webstorage.html#dom-localstorage
  if (options.hasStorage === false) await page.addInitScript(BLOCK_STORAGE)
  if (options.hasClock) await page.clock.install()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  page.on('console', (message) => {
    const isHttp = message.text().startsWith('Failed to load resource')
    // The library's hint for developers after a failed upload.
    const isHint = message.text().startsWith('[wx-oss-upload] ')
    if (['error', 'warning'].includes(message.type()) && !isHttp && !isHint) errors.push(message.text())
  })
  await page.goto(preview.url)
  const phone = page.frameLocator('iframe')
  await phone.locator('mp-page').first().waitFor()
  return {
    page,
    phone,
    errors,
    async goTo(path) {
      await phone.locator('body').evaluate(reLaunch, path)
      await phone.locator(`[data-page="${path.replace(/^\//, '')}"]`).waitFor()
      await phone.locator('body').evaluate(painted)
    },
    async pick(name, files) {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        phone.getByRole('button', { name }).click(),
      ])
      await chooser.setFiles(files)
    },
    toggle: (name) => page.getByRole('switch', { name, exact: true }).click(),
    async shot(name) {
      const folder = process.env.PREVIEW_SHOTS
      if (!folder) return
      await mkdir(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `${name}.png`) })
    },
    close: () => context.close(),
  }
}

/** Runs in the phone, which has `wx`. */
function reLaunch(_body: unknown, url: string): Promise<unknown> {
  interface Navigation {
    reLaunch(options: { url: string }): Promise<unknown>
  }
  return (globalThis as unknown as { wx: Navigation }).wx.reLaunch({ url })
}

/** Runs in the phone: waits two frames, until the page's first data is on the screen. */
function painted(): Promise<unknown> {
  interface Frames {
    requestAnimationFrame(then: () => void): void
  }
  const { requestAnimationFrame: frame } = globalThis as unknown as Frames
  return new Promise<void>((resolve) => frame(() => frame(resolve)))
}

/** The URLs in the phone, in their order. */
export async function urlsShown(phone: FrameLocator): Promise<string[]> {
  const text = await phone.locator('body').innerText()
  return [...text.matchAll(/https?:\/\/\S+/g)].map(([url]) => url)
}

interface Spot {
  x: number
  y: number
}

/** The centre of an element, for the mouse. */
export async function middleOf(element: Locator): Promise<Spot> {
  const box = await element.boundingBox()
  if (!box) throw new Error('expected an element that is shown, got none')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
