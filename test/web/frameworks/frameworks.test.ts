/** The components of docs/frameworks, as their users have them: rendered on a server, then in a browser that uploads. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildOptions } from 'esbuild'
import { compileScript, parse } from 'vue/compiler-sfc'
import type { Stack } from '../../../dev/stack/stack'
import { codeBlocks } from '../../docs/markdown'
import { pageText, ROOT } from '../../docs/page-texts'
import { bundleSamples, openSampleSite, type SampleSite } from '../sample-site'

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

describe.each(Object.entries(FRAMEWORKS))(
  'the component of docs/frameworks/%s.md',
  (_, { component, mount, render }) => {
    let site: SampleSite
    beforeAll(async () => {
      const script = (stack: Stack): Promise<string> =>
        bundleSamples(`import Photos from 'photos'\n${mount}`, {
          photos: component().replace('https://api.example.com', stack.url),
        })
      site = await openSampleSite({ script })
    })
    afterAll(() => site?.close())

    it('is rendered on a server, where there is no page', async () => {
      const options: BuildOptions = { platform: 'node', mainFields: ['module', 'main'], banner: { js: REQUIRE } }
      const text = await bundleSamples(`import Photos from 'photos'\n${render}`, { photos: component() }, options)
      const module = (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as {
        html: Promise<string>
      }
      expect(await module.html).toContain('type="file"')
    })

    it('uploads a photo, and shows it', async () => {
      await site.page.setInputFiles('input', PHOTO)
      const image = site.page.locator('img')
      await image.waitFor()
      const stored = await fetch((await image.getAttribute('src')) ?? '')
      expect(Buffer.from(await stored.arrayBuffer()).equals(readFileSync(PHOTO))).toBe(true)
    })

    it('says why a file is refused, and forgets it on request', async () => {
      await site.page.setInputFiles('input', {
        name: 'page.jpg',
        mimeType: 'image/jpeg',
        buffer: Buffer.from('<html></html>'),
      })
      await site.page.getByText('不支持这种文件').waitFor()
      await site.page.locator('button').last().click()
      await site.page.getByText('不支持这种文件').waitFor({ state: 'detached' })
      expect(await site.page.locator('img').count()).toBe(1)
    })
  },
)

/** Bundled CommonJS asks for it. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire('file:///');"
