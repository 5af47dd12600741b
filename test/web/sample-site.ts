import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { allowOrigins } from '../../dev/stack/allow-origins'
import { type Stack, startStack } from '../../dev/stack/stack'
import type { AppOptions } from '../../server/index'
import { ROOT } from '../docs/page-texts'
import { launchChromium } from '../preview/chromium'

/** A page of an app, with a backend and a local OSS of its own. */
export interface SampleSite {
  stack: Stack
  page: Page
  close(): Promise<void>
}

export interface SampleSiteOptions {
  /** Makes the page's script, when the backend's address is known. */
  script(stack: Stack, origin: string): Promise<string>
  /** Answers what is neither the page nor its script. */
  answer?: RequestListener
  wiring?: Partial<AppOptions>
}

/** Opens a page with this script in Chromium. `localStorage` has the token of a user. */
export async function openSampleSite({ script, answer, wiring }: SampleSiteOptions): Promise<SampleSite> {
  const folder = mkdtempSync(join(tmpdir(), 'sample-site-'))
  let text = ''
  const site = createServer((request, response) => {
    const type = { '/': 'text/html', '/page.js': 'text/javascript' }[request.url ?? '']
    if (!type) return answer ? answer(request, response) : response.writeHead(404).end()
    response.setHeader('content-type', type)
    response.end(type === 'text/html' ? PAGE : text)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => site.once('listening', resolve))
  const origin = `http://localhost:${(site.address() as AddressInfo).port}`
  const stack = await startStack({ folder, wiring: { ...wiring, corsOrigins: [origin] } })
  await allowOrigins(stack.cloud, [origin])
  text = await script(stack, origin)
  const session = await fetch(`${stack.url}/v1/session`, { method: 'POST', body: '{"code":"ann"}' })
  const { token } = (await session.json()) as { token: string }
  const browser: Browser = await launchChromium()
  const page = await browser.newPage()
  await page.addInitScript(`localStorage.setItem('token', ${JSON.stringify(token)})`)
  await page.goto(origin)
  return {
    stack,
    page,
    async close() {
      await browser.close()
      await stack.close()
      site.closeAllConnections()
      site.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const PAGE = '<!doctype html><link rel="icon" href="data:,"><main></main><script type="module" src="/page.js"></script>'

/** The names of the package lead to the sources. */
const NAMES: Plugin = {
  name: 'names',
  setup({ onResolve }) {
    onResolve({ filter: /^wx-oss-upload\// }, ({ path }) => {
      const [, name = ''] = path.split('/')
      const folder = name === 'browser' ? 'browser/index' : `frameworks/${name}`
      return { path: join(ROOT, `miniprogram/uploader/${folder}.ts`) }
    })
  },
}

/** Bundles a program that imports samples by these names. */
export async function bundleSamples(
  program: string,
  samples: Readonly<Record<string, string>>,
  options: BuildOptions = {},
): Promise<string> {
  const given: Plugin = {
    name: 'samples',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path }) => (path in samples ? { path, namespace: 'sample' } : undefined))
      onLoad({ filter: /.*/, namespace: 'sample' }, ({ path }) => ({
        contents: samples[path] ?? '',
        loader: 'tsx',
        resolveDir: ROOT,
      }))
    },
  }
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: ROOT, loader: 'tsx' },
    bundle: true,
    write: false,
    outdir: ROOT,
    format: 'esm',
    jsx: 'automatic',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    mainFields: ['browser', 'module', 'main'],
    ...options,
    plugins: [NAMES, given],
  })
  return outputFiles?.[0]?.text ?? ''
}
