import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { BrowserContext, Page } from 'playwright-core'
import { type Background, backgroundOf, launchChromiumWithBackground } from './chromium-with-background'
import { inPage } from './remote-ports'

/** A page in Chromium with only the browser's ports and an input for files. */
export interface PortsPage {
  page: Page
  context: BrowserContext
  background: Background
  /** Errors of the page that were not caught. */
  failures: string[]
  /** Chooses a real file. Resolves with its local path and its real path. */
  choose(name: string, bytes: Uint8Array): Promise<{ path: string; realPath: string }>
  close(): Promise<void>
}

const ENTRY = fileURLToPath(new URL('../page/in-page.ts', import.meta.url))

export async function openPortsPage(): Promise<PortsPage> {
  const { outputFiles } = await build({ entryPoints: [ENTRY], bundle: true, write: false, format: 'iife' })
  const script = outputFiles[0]?.text ?? ''
  const server = createServer(({ url }, response) => {
    if (url === '/in-page.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    else response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const folder = await mkdtemp(join(tmpdir(), 'ports-page-'))
  const browser = await launchChromiumWithBackground()
  const { context } = browser
  const page = await context.newPage()
  const failures: string[] = []
  page.on('pageerror', ({ message }) => failures.push(message))
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)
  let count = 0
  return {
    page,
    context,
    background: await backgroundOf(page),
    failures,
    async choose(name, bytes) {
      count += 1
      const realPath = join(folder, `${count}-${name}`)
      await writeFile(realPath, bytes)
      await page.setInputFiles('input', realPath)
      return { path: await inPage(page, 'pathOfChosen'), realPath }
    },
    async close() {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
      await new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      })
    },
  }
}

const PAGE = `<!doctype html><meta charset="utf-8"><title>ports</title><link rel="icon" href="data:,">
<input type="file"><script src="/in-page.js"></script>`
