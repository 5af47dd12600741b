import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import type { ObjectRecord } from '../../dev/local-cloud/store/record'
import { allowOrigins } from '../../dev/stack/allow-origins'
import { type Stack, type StackOptions, startStack } from '../../dev/stack/stack'
import { openWebSite, type WebSite } from '../../dev/web/web-site'
import { OPTIONAL_ENDPOINTS } from '../../server/index'

/** The web pages with their servers. */
export interface Started {
  stack: Stack
  web: WebSite
  /** Writes a file for a picker and returns its path. */
  file(name: string, bytes: Uint8Array): Promise<string>
  /** The objects on OSS, in the order of their storage. */
  objects(): readonly ObjectRecord[]
  bytesOf(key: string): Promise<Buffer>
  close(): Promise<void>
}

export async function startAll({ wiring, ...options }: Omit<StackOptions, 'folder'> = {}): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-web-'))
  const web = await openWebSite()
  const stack = await startStack({
    folder: join(folder, 'cloud'),
    ...options,
    wiring: { corsOrigins: web.origins, optionalEndpoints: OPTIONAL_ENDPOINTS, ...wiring },
  })
  web.connect(stack.url)
  await allowOrigins(stack.cloud, web.origins)
  const { inspect, bucket } = stack.cloud
  return {
    stack,
    web,
    async file(name, bytes) {
      const path = join(folder, name)
      await writeFile(path, bytes)
      return path
    },
    objects: () => inspect.objects(bucket) ?? [],
    async bytesOf(key) {
      const chunks: Uint8Array[] = []
      for await (const chunk of (await inspect.read(bucket, key)) ?? []) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
    async close() {
      await web.close()
      await stack.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Runs `act` while no byte moves, so that no upload completes meanwhile on a busy machine. */
export async function whileStalled({ stack }: Started, act: () => Promise<void>): Promise<void> {
  const { link } = stack.cloud
  link?.set({ stalled: true })
  await act().finally(() => link?.set({ stalled: false }))
}

export interface Visit {
  page: Page
  context: BrowserContext
  /** Errors of the console and of scripts. */
  errors: string[]
  /** Chooses files with the button that opens the picker. */
  choose(paths: string[]): Promise<void>
  /** The row of a file. */
  row(name: string): Locator
  button(action: string, name: string): Locator
  /** The bar of all files. */
  total: Locator
  /** The text of its progress bar. */
  percent(name: string): Promise<number>
  /** Waits until it has reached the percentage. */
  atLeast(name: string, percent: number): Promise<void>
  /** The bytes behind the link of an uploaded file. */
  linked(name: string): Promise<Buffer>
  /** Saves a screenshot in the folder `WEB_SHOTS`, if that is set. */
  shot(name: string): Promise<void>
  close(): Promise<void>
}

export interface VisitOptions {
  path?: string
  locale?: 'zh-CN' | 'en-US'
  colorScheme?: 'light' | 'dark'
  width?: number
  height?: number
  /** Before the page is loaded. */
  onContext?: (context: BrowserContext) => Promise<unknown>
}

export async function visit(browser: Browser, { web }: Started, options: VisitOptions = {}): Promise<Visit> {
  const { path = '/', locale = 'zh-CN', colorScheme = 'light', width = 900, height = 900, onContext } = options
  const context = await browser.newContext({ viewport: { width, height }, locale, colorScheme })
  // Shorter than the test's timeout, so that the error names what was waited for.
  context.setDefaultTimeout(60_000)
  await onContext?.(context)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text())
  })
  await page.goto(web.url + path)
  const barOf = (name: string): Locator => page.getByRole('progressbar', { name, exact: true })
  return {
    page,
    context,
    errors,
    async choose(paths) {
      const opening = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: /^(选择文件|Choose files)$/ }).click()
      await (await opening).setFiles(paths)
    },
    row: (name) => page.getByRole('listitem').filter({ hasText: name }),
    button: (action, name) => page.getByRole('button', { name: `${action} ${name}`, exact: true }),
    total: page.locator('.total'),
    percent: async (name) => Number(await barOf(name).getAttribute('aria-valuenow')),
    async atLeast(name, percent) {
      const bar = `[role=progressbar][aria-label="${name}"]`
      await page.waitForFunction(
        `Number(document.querySelector('${bar}')?.getAttribute('aria-valuenow')) >= ${percent}`,
      )
    },
    async linked(name) {
      const link = page.getByRole('link', { name: `打开 ${name}`, exact: true })
      return Buffer.from(await (await fetch((await link.getAttribute('href')) ?? '')).arrayBuffer())
    },
    async shot(name) {
      const folder = process.env.WEB_SHOTS
      if (!folder) return
      await mkdir(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
    },
    close: () => context.close(),
  }
}
