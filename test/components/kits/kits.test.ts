/** The bindings for UI kits, each with the kit's real component, against a real backend and a local OSS. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requestMethod } from '../../../miniprogram/uploader/kits/tdesign'
import { afterRead } from '../../../miniprogram/uploader/kits/vant'
import { createUploader } from '../../../miniprogram/uploader/wx'
import { eventually, open, type Rendered } from '../rig/simulated'

const ROOT = join(__dirname, '../../..')
const PHOTO = join(ROOT, 'dev/samples/photo.jpg')
const FOLDER = mkdtempSync(join(tmpdir(), 'kits-'))
const FAKE = join(FOLDER, 'page.jpg')
writeFileSync(FAKE, '<!doctype html><title>page</title>')

interface Shown {
  url: string
  status: string
  message?: string
  key?: string
  code?: string
}

let server = ''
let stop = (): void => {}
beforeAll(async () => {
  const script = join(ROOT, 'test/components/rig/stack-process.ts')
  const stack = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  stop = () => void stack.stdin.end()
  server = String((await once(stack.stdout, 'data'))[0]).trim()
})
afterAll(() => stop())

/** What kits ask of `wx` when their scripts are loaded. */
const forKits = (): void => {
  const info = { SDKVersion: '3.7.0', platform: 'ios', pixelRatio: 2, windowWidth: 375, windowHeight: 667 }
  const more = {
    getSystemInfoSync: () => info,
    getWindowInfo: () => info,
    getDeviceInfo: () => info,
    getAppBaseInfo: () => info,
  }
  Object.assign((globalThis as unknown as { wx: object }).wx, more)
  Object.assign(globalThis, { getApp: () => ({}) })
}

const newUploader = (wx: unknown) =>
  createUploader({ server, wx: wx as NonNullable<Parameters<typeof createUploader>[0]['wx']>, onFailure: () => {} })

interface PageOptions {
  data: Record<string, unknown>
  onLoad?(this: unknown): void
  [method: string]: unknown
}

/** jest caches modules, so a second load would run nothing. */
const kits = new Map<string, string>()

/** Opens the page that docs/frameworks shows for a kit, with the kit's own component. */
function openSample(name: string, tag: string, kit: string, path: string) {
  const page = readFileSync(join(ROOT, `docs/frameworks/${name}.md`), 'utf8')
  const [, script = ''] = /^```js\n([\s\S]*?)^```$/m.exec(page) ?? []
  const [, template = ''] = /^```html\n([\s\S]*?)^```$/m.exec(page) ?? []
  let options: PageOptions = { data: {} }
  const opened = open((load) => {
    forKits()
    const { wx } = globalThis as unknown as { wx: unknown }
    const modules: Record<string, object> = {
      'wx-oss-upload': { createUploader: () => newUploader(wx) },
      'wx-oss-upload/tdesign': { requestMethod },
      'wx-oss-upload/vant': { afterRead },
    }
    const register = (given: PageOptions): void => {
      options = given
    }
    new Function('require', 'Page', script)((module: string) => modules[module], register)
    const { data, onLoad: _, ...methods } = options
    const rootPath = join(ROOT, 'node_modules', kit)
    const id = kits.get(tag) ?? load(join(rootPath, path), tag, { rootPath })
    kits.set(tag, id)
    return load({
      usingComponents: { [tag]: id },
      template: template.replace(`<${tag}`, `<${tag} class="subject"`),
      data,
      methods,
    })
  })
  // miniprogram-simulate knows components only, which are not loaded as pages are.
  options.onLoad?.call(opened.page)
  return { ...opened, component: () => opened.page.querySelector('.subject') as Rendered }
}

describe('afterRead with <van-uploader> of Vant Weapp', () => {
  const openPage = () => openSample('vant', 'van-uploader', '@vant/weapp/lib', 'uploader/index')
  const listOf = (page: Rendered): Shown[] => page.data.fileList as Shown[]

  it('uploads what the user picks, and says under each file why it failed', async () => {
    const { page, phone, component } = openPage()
    phone.pick([PHOTO, FAKE])
    component().instance.startUpload?.()
    await eventually(() => expect(listOf(page).map(({ status }) => status)).toEqual(['done', 'failed']))
    const [stored, failed] = listOf(page)
    expect(stored).toMatchObject({ key: expect.stringMatching(/^uploads\/photo\//), message: '' })
    expect(failed).toMatchObject({ code: 'type-not-accepted', message: expect.stringContaining('图片') })
    const shown = component().data.lists as Shown[]
    expect(shown.map(({ url }) => url)).toEqual([stored?.url, failed?.url])
    expect((await bytesOf(stored?.url ?? '')).equals(readFileSync(PHOTO))).toBe(true)
  })

  it('does not put a file back that was removed meanwhile', async () => {
    const { page, phone, component } = openPage()
    phone.pick([PHOTO, FAKE])
    component().instance.startUpload?.()
    await eventually(() => expect(listOf(page)).toHaveLength(2))
    component().instance.deleteItem?.({ currentTarget: { dataset: { index: 0 } } })
    await eventually(() => expect(listOf(page).map(({ status }) => status)).toEqual(['failed']))
  })
})

describe('requestMethod with <t-upload> of TDesign', () => {
  it('gives the component its stored files, and marks one that failed', async () => {
    const kit = 'tdesign-miniprogram/miniprogram_dist'
    const { page, phone, component } = openSample('tdesign', 't-upload', kit, 'upload/upload')
    const files = (): Shown[] => page.data.files as Shown[]
    phone.pick([PHOTO, FAKE])
    component().instance.onAddTap?.()
    await eventually(() => expect(files()).toHaveLength(2))
    expect(files()[0]).toMatchObject({ key: expect.stringMatching(/^uploads\/photo\//) })
    expect(files()[1]).toMatchObject({ status: 'failed', code: 'type-not-accepted' })
    expect((await bytesOf(files()[0]?.url ?? '')).equals(readFileSync(PHOTO))).toBe(true)
  })

  it('rejects only if every file fails', async () => {
    const { phone } = open((load) => load({ template: '<view />' }))
    const upload = requestMethod(newUploader(phone.wx), { route: 'photo' })
    await expect(upload([{ url: phone.temp(FAKE) }])).rejects.toMatchObject({ code: 'type-not-accepted' })
  })
})

/** jsdom has no fetch. */
async function bytesOf(url: string): Promise<Buffer> {
  const { get } = require('node:http') as typeof import('node:http')
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks)))
    }).on('error', reject)
  })
}
