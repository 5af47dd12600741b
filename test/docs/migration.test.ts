/** What docs/migration shows of mini-programs, before and after, on a phone against a backend and a local OSS. */
import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { compileScript, parse } from 'vue/compiler-sfc'
import { type Stack, startStack } from '../../dev/stack/stack'
import { createWxHost, type WxHost } from '../../dev/wx-host'
import * as library from '../../miniprogram/uploader/wx'
import { codeBlocks } from './markdown'
import { pageNames, pageText, ROOT } from './page-texts'

const PHOTO = join(ROOT, 'dev/samples/photo.jpg')
const PAGES = pageNames('en').filter((name) => /^(migration|frameworks)\//.test(name))

interface Page {
  data: { url: string; percent?: number }
  setData(values: Partial<Page['data']>): void
  upload(path: string): Promise<void>
}

describe('the samples of docs/migration for mini-programs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'migration-'))
  const phone = globalThis as { wx?: unknown }
  let stack: Stack
  let tutorial: Server
  let host: WxHost
  const toasts: string[] = []

  beforeAll(async () => {
    // The fields of the recipe are those of OSS's old samples, whose policies name few of them.
    stack = await startStack({ folder, extraFields: 'lax' })
    tutorial = createServer((_, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(policyOf(stack)))
    }).listen(0, '127.0.0.1')
    await once(tutorial, 'listening')
    host = createWxHost()
    phone.wx = { ...host.wx, showToast: ({ title }: { title: string }) => toasts.push(title) }
  })
  afterAll(async () => {
    delete phone.wx
    await host.dispose()
    await stack.close()
    tutorial.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function open(name: string, when: 'before' | 'after'): Page {
    const block = codeBlocks(pageText(`migration/${name}`, 'en')).find(({ text }) =>
      text.startsWith(`// pages/${when}/`),
    )
    const policy = `http://localhost:${(tutorial.address() as AddressInfo).port}/policy`
    const script = (block?.text ?? '')
      .replace('https://api.example.com/policy', policy)
      .replace('https://api.example.com', stack.url)
    let page: Page | undefined
    const register = (options: Omit<Page, 'setData'>): void => {
      page = { ...options, setData: (values) => Object.assign(page?.data ?? {}, values) }
    }
    new Function('require', 'Page', 'wx', script)(() => library, register, phone.wx)
    if (!page) throw new Error(`${name} has no page ${when}`)
    return page
  }

  it('store a photo by the recipe, before', async () => {
    const page = open('post-policy', 'before')
    stack.cloud.journal.clear()
    await page.upload(host.temp(PHOTO))
    expect(page.data.url).toMatch(/^http.*\/src\/\d+\.jpg$/)
    const posted = stack.cloud.journal.entries.filter(({ operation }) => operation === 'PostObject')
    expect(posted.map(({ status }) => status)).toEqual([200])
  })

  it.each(['post-policy', 'cos-wx-sdk'])('give the URL of a photo, after: %s', async (name) => {
    const page = open(name, 'after')
    await page.upload(host.temp(PHOTO))
    const stored = await fetch(page.data.url)
    expect(Buffer.from(await stored.arrayBuffer()).equals(readFileSync(PHOTO))).toBe(true)
    if (page.data.percent !== undefined) expect(page.data.percent).toBe(100)
    expect(toasts).toEqual([])
  })
})

describe.each(PAGES)('%s', (name) => {
  const blocks = codeBlocks(pageText(name, 'en'))

  it('has samples that compile', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(name.startsWith('migration/') ? 2 : 1)
    for (const { language, text } of blocks) {
      if (language === 'vue') compileScript(parse(text).descriptor, { id: name, inlineTemplate: true })
      if (language === 'python') expect(compilesAsPython(text)).toBe(true)
      // Those of mini-programs are run above, and those of web pages in a browser.
      if (/^[jt]sx?$/.test(language)) transformSync(text, { loader: language as 'js' })
    }
  })
})

function compilesAsPython(text: string): boolean {
  const { error, status } = spawnSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], {
    input: text,
  })
  // CI installs it.
  return error ? !process.env.EVERY_RECEIVER : status === 0
}

/** As the recipes' servers answer. */
function policyOf({ cloud }: Stack): object {
  const dir = 'src/'
  const document = {
    expiration: new Date(Date.now() + 300_000).toISOString(),
    conditions: [
      ['content-length-range', 0, 1024 ** 2],
      ['starts-with', '$key', dir],
    ],
  }
  const policy = Buffer.from(JSON.stringify(document)).toString('base64')
  const signature = createHmac('sha1', cloud.root.accessKeySecret).update(policy).digest('base64')
  return { host: cloud.ossUrl, dir, policy, signature, accessKeyId: cloud.root.accessKeyId }
}
