/** The components of docs/frameworks, as their users have them: rendered on a server, then in a browser that uploads. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { compileScript, parse } from 'vue/compiler-sfc'
import { allowOrigins } from '../../../dev/stack/allow-origins'
import { type Stack, startStack } from '../../../dev/stack/stack'
import { codeBlocks } from '../../docs/markdown'
import { pageText, ROOT } from '../../docs/page-texts'
import { launchChromium } from '../../preview/chromium'

const PHOTO = join(ROOT, 'dev/samples/photo.jpg')

const sampleOf = (name: string, language: string): string =>
  codeBlocks(pageText(`frameworks/${name}`, 'en')).find((block) => block.language === language)?.text ?? ''

/** A single file of Vue as a module. */
function vueModule(text: string): string {
  const { descriptor } = parse(text)
  return compileScript(descriptor, { id: 'photos', inlineTemplate: true }).content
}

const FRAMEWORKS = {
  react: {
    component: () => sampleOf('react', 'tsx').replace('export function Photos', 'export default function Photos'),
    mount: `import { createRoot } from 'react-dom/client'
      import { createElement } from 'react'
      createRoot(document.querySelector('main')).render(createElement(Photos))`,
    render: `import { renderToString } from 'react-dom/server'
      import { createElement } from 'react'
      export const html = Promise.resolve(renderToString(createElement(Photos)))`,
  },
  vue: {
    component: () => vueModule(sampleOf('vue', 'vue')),
    mount: `import { createApp } from 'vue'
      createApp(Photos).mount('main')`,
    render: `import { createSSRApp } from 'vue'
      import { renderToString } from 'vue/server-renderer'
      export const html = renderToString(createSSRApp(Photos))`,
  },
}

/** The names of the package lead to the sources. */
const names: Plugin = {
  name: 'names',
  setup({ onResolve }) {
    onResolve({ filter: /^wx-oss-upload\// }, ({ path }) => {
      const [, name = ''] = path.split('/')
      const folder = name === 'browser' ? 'browser/index' : `frameworks/${name}`
      return { path: join(ROOT, `miniprogram/uploader/${folder}.ts`) }
    })
  },
}

async function bundle(component: string, program: string, options: object): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `import Photos from 'photos'\n${program}`, resolveDir: ROOT, loader: 'tsx' },
    bundle: true,
    write: false,
    outdir: ROOT,
    format: 'esm',
    jsx: 'automatic',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    ...options,
    plugins: [
      names,
      {
        name: 'sample',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^photos$/ }, () => ({ path: 'photos', namespace: 'sample' }))
          onLoad({ filter: /.*/, namespace: 'sample' }, () => ({
            contents: component,
            loader: 'tsx',
            resolveDir: ROOT,
          }))
        },
      },
    ],
  })
  return outputFiles[0]?.text ?? ''
}

describe.each(Object.entries(FRAMEWORKS))(
  'the component of docs/frameworks/%s.md',
  (_, { component, mount, render }) => {
    const folder = mkdtempSync(join(tmpdir(), 'frameworks-'))
    let stack: Stack
    let site: Server
    let browser: Browser
    let page: Page

    beforeAll(async () => {
      let script = ''
      site = createServer((request, response) => {
        const isScript = request.url === '/page.js'
        response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
        response.end(isScript ? script : '<!doctype html><main></main><script type="module" src="/page.js"></script>')
      }).listen(0, '127.0.0.1')
      await new Promise((resolve) => site.once('listening', resolve))
      const origin = `http://localhost:${(site.address() as AddressInfo).port}`
      stack = await startStack({ folder, wiring: { corsOrigins: [origin] } })
      await allowOrigins(stack.cloud, [origin])
      script = await bundle(component().replace('https://api.example.com', stack.url), mount, { platform: 'browser' })
      const session = await fetch(`${stack.url}/v1/session`, { method: 'POST', body: '{"code":"ann"}' })
      const { token } = (await session.json()) as { token: string }
      browser = await launchChromium()
      page = await browser.newPage()
      await page.addInitScript(`localStorage.setItem('token', ${JSON.stringify(token)})`)
      await page.goto(origin)
    })

    afterAll(async () => {
      await browser?.close()
      await stack?.close()
      site?.closeAllConnections()
      site?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    it('is rendered on a server, where there is no page', async () => {
      const text = await bundle(component(), render, { platform: 'node', banner: { js: REQUIRE } })
      const module = (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as {
        html: Promise<string>
      }
      expect(await module.html).toContain('type="file"')
    })

    it('uploads a photo, and shows it', async () => {
      await page.setInputFiles('input', PHOTO)
      const image = page.locator('img')
      await image.waitFor()
      const stored = await fetch((await image.getAttribute('src')) ?? '')
      expect(Buffer.from(await stored.arrayBuffer()).equals(readFileSync(PHOTO))).toBe(true)
    })

    it('says why a file is refused, and forgets it on request', async () => {
      await page.setInputFiles('input', {
        name: 'page.jpg',
        mimeType: 'image/jpeg',
        buffer: Buffer.from('<html></html>'),
      })
      await page.getByText('不支持这种文件').waitFor()
      await page.locator('button').last().click()
      await page.getByText('不支持这种文件').waitFor({ state: 'detached' })
      expect(await page.locator('img').count()).toBe(1)
    })
  },
)

/** Bundled CommonJS asks for it. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire('file:///');"
