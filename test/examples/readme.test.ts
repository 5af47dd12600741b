/** The page and the server of the README, run together as somebody would who copies them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jest } from '@jest/globals'
import { CLIENT_PROJECTS, emitDeclarations } from '../../dev/build/declarations'
import { buildMiniProgram } from '../../dev/build/mini-program'
import { startLocalCloud } from '../../dev/local-cloud'
import { startWechatApi } from '../../dev/wechat-api'
import { createWxHost } from '../../dev/wx-host'
import { codeBlocks } from '../docs/markdown'
import { pageText, ROOT } from '../docs/page-texts'
import { environmentOf, WECHAT } from '../server/instances'
import { endProgram, type Program, startProgram } from './start-program'

jest.setTimeout(300_000)

interface Page {
  data: { urls: string[] }
  setData(values: Page['data']): void
  add(): Promise<void>
}

const load = createRequire(import.meta.url)
const blockOf = (language: string): string =>
  codeBlocks(pageText('README', 'en')).find((block) => block.language === language)?.text ?? ''

/** Registers the page as WeChat does. */
function openPage(library: string, server: string): Page {
  let page: Page | undefined
  const register = (options: Omit<Page, 'setData'>): void => {
    page = { ...options, setData: (values) => Object.assign(page?.data ?? {}, values) }
  }
  const script = blockOf('js').replace('https://api.example.com/upload', server)
  new Function('require', 'Page', 'wx', script)(() => load(library), register, (globalThis as { wx?: unknown }).wx)
  if (!page) throw new Error('the script of the README registers no page')
  return page
}

describe('the page and the server of the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'))
  const phone = globalThis as { wx?: unknown }
  const toasts: string[] = []
  const host = createWxHost()
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>
  let wechat: Awaited<ReturnType<typeof startWechatApi>>
  let program: Program | undefined
  let page: Page

  beforeAll(async () => {
    emitDeclarations(ROOT, CLIENT_PROJECTS)
    await buildMiniProgram(ROOT, join(folder, 'wx-oss-upload'))
    cloud = await startLocalCloud({ folder: join(folder, 'cloud') })
    wechat = await startWechatApi({ app: { appid: WECHAT.WECHAT_APPID, secret: WECHAT.WECHAT_SECRET } })
    // Below the project, so that it finds Express.
    mkdirSync(join(ROOT, 'dist/readme'), { recursive: true })
    const script = join(ROOT, 'dist/readme/server.ts')
    const listening = 'const server = site.listen(0, () => console.log("listening on", (server.address() as any).port))'
    writeFileSync(script, blockOf('ts').replace('site.listen(8080)', listening))
    program = await startProgram([process.execPath, '--import', 'tsx', script], {
      cwd: ROOT,
      env: { ...environmentOf(cloud, wechat.url, 's'.repeat(32)), TSX_TSCONFIG_PATH: 'examples/tsconfig.json' },
      isReady: /listening on \d+/,
    })
    const port = /listening on (\d+)/.exec(program.printed.join('\n'))?.[1]
    const login = async (options: { success?(result: object): void }): Promise<void> => {
      const answer = await fetch(`${wechat.url}/wx/login?person=ann`, { method: 'POST' })
      options.success?.({ ...((await answer.json()) as object), errMsg: 'login:ok' })
    }
    phone.wx = { ...host.wx, login, showToast: ({ title }: { title: string }) => toasts.push(title) }
    page = openPage(join(folder, 'wx-oss-upload/index.js'), `http://localhost:${port}/upload`)
  })

  afterAll(async () => {
    delete phone.wx
    if (program) endProgram(program)
    await host.dispose()
    await wechat?.close()
    await cloud?.close()
    rmSync(folder, { recursive: true })
    rmSync(join(ROOT, 'dist/readme'), { recursive: true })
  })

  it('give the URL of a photo that the user picks', async () => {
    const photo = join(ROOT, 'dev/samples/photo.jpg')
    host.pick([photo])
    await page.add()
    expect(page.data.urls).toHaveLength(1)
    const stored = Buffer.from(await (await fetch(page.data.urls[0] ?? '')).arrayBuffer())
    expect(stored.equals(readFileSync(photo))).toBe(true)
    expect(toasts).toEqual([])
  })

  it('tell the user why a file is refused', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {})
    const fake = join(folder, 'page.jpg')
    writeFileSync(fake, '<!doctype html><title>page</title>')
    host.pick([fake])
    await page.add()
    expect(page.data.urls).toHaveLength(1)
    expect(toasts).toEqual([expect.stringContaining('图片')])
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('type-not-accepted'))
    warn.mockRestore()
  })
})
