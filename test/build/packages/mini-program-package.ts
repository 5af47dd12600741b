import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { compileTemplates } from '../../../dev/build/compile-templates'
import { buildMiniProgram } from '../../../dev/build/mini-program'
import { folderLine, sizeLines } from '../../../dev/build/sizes'
import { COMPILED, compileConsumer } from './compile-consumer'

const load = createRequire(import.meta.url)
const COMPONENT = 'components/oss-uploader'

export function describeMiniProgramPackage(root: string, folder: string): void {
  describe('the package for mini-programs', () => {
    const to = join(folder, 'mini-program')
    const textOf = (path: string): string => readFileSync(join(to, path), 'utf8')
    beforeAll(() => buildMiniProgram(root, to))

    it('exports the public names to `require`, and requires nothing outside itself', () => {
      expect(Object.keys(load(join(to, 'index.js')) as object).sort()).toEqual([
        'UploadError',
        'createUploader',
        'explain',
        'formatOf',
      ])
      const required = textOf(`${COMPONENT}/oss-uploader.js`).match(/require\("[^"]*"\)/g)
      expect([...new Set(required)].sort()).toEqual([
        'require("../../hints/en")',
        'require("../../hints/zh")',
        'require("../../index")',
      ])
    })

    it('has an entry for forms that contains nothing about parts, checkpoints, pickers or documents', () => {
      const form = textOf('form.js')
      expect(Object.keys(load(join(to, 'form.js')) as object).sort()).toEqual([
        'UploadError',
        'createUploader',
        'explain',
      ])
      expect(form).not.toMatch(/checkpoint|partNumber|MultipartUpload|chooseMedia|openxmlformats|require\(/i)
      // What the entry for all files has of it, so that the words above are the right ones.
      for (const word of ['checkpoint', 'partNumber', 'chooseMedia', 'openxmlformats']) {
        expect([word, textOf('index.js').includes(word)]).toEqual([word, true])
      }
    })

    it('contains the words of each language in the script of that language only', () => {
      const [chinese, english] = [/没有到达|网络/, /check it and try again/]
      expect(textOf('messages/zh.js')).toMatch(chinese)
      expect(textOf('messages/en.js')).toMatch(english)
      for (const path of ['index.js', 'form.js', 'sts/index.js', `${COMPONENT}/oss-uploader.js`]) {
        expect([path, /check it and try again|请检查网络/.test(textOf(path))]).toEqual([path, false])
      }
    })

    it('contains the hints for developers beside the messages, which an app can have without them', () => {
      for (const language of ['zh', 'en']) {
        expect([language, textOf(`messages/${language}.js`).includes('routes.ts')]).toEqual([language, false])
        expect([language, textOf(`hints/${language}.js`).includes('routes.ts')]).toEqual([language, true])
      }
      expect(textOf('form.js')).not.toContain('require("./hints')
    })

    it('contains the table of formats in the library only', () => {
      const table = /vnd\.openxmlformats/
      expect(textOf('index.js')).toMatch(table)
      expect(textOf(`${COMPONENT}/oss-uploader.js`)).not.toMatch(table)
    })

    it('contains crypto-js in the STS script only', () => {
      const crypto = /crypto-js|WordArray|HMAC-SHA256/i
      for (const path of ['index.js', 'form.js', `${COMPONENT}/oss-uploader.js`])
        expect(textOf(path)).not.toMatch(crypto)
      expect(textOf('sts/index.js')).toMatch(crypto)
      expect(textOf('sts/index.js').match(/require\("[^"]*"\)/g)).toEqual(['require("../hints/zh")'])
      // WeChat's "Build npm" would add all 240 KB of crypto-js to an app if the package depended on it.
      const { dependencies } = load(join(root, 'miniprogram/package.json')) as { dependencies?: object }
      expect(dependencies).toBeUndefined()
    })

    it('throws errors that are instances of the same class in both of its scripts', () => {
      const { UploadError } = load(join(to, 'index.js')) as { UploadError: new () => Error }
      const { createStsUploader } = load(join(to, 'sts/index.js')) as { createStsUploader(options: object): unknown }
      expect(() => createStsUploader({})).toThrow(UploadError)
    })

    it('has one template, whose attributes have one expression each, so that every framework takes it', () => {
      const files = readdirSync(join(to, COMPONENT), { recursive: true, encoding: 'utf8' })
      expect(files.filter((path) => path.endsWith('.wxml'))).toEqual(['oss-uploader.wxml'])
      const template = textOf(`${COMPONENT}/oss-uploader.wxml`)
      expect(template).not.toMatch(/<import|\}\}\{\{/)
      const named = [...template.matchAll(/<template name="(\w+)"/g)].map(([, name]) => name)
      expect(new Set(named).size).toBe(named.length)
      const used = [...template.matchAll(/ is="(\w+)"/g)].map(([, name]) => name)
      expect(used.filter((name) => !named.includes(name))).toEqual([])
      expect(compileTemplates(to)).toEqual([])
    })

    it('contains every template and stylesheet that the component imports', () => {
      const component = join(to, COMPONENT)
      for (const file of readdirSync(component, { recursive: true, encoding: 'utf8' })) {
        if (!/\.wx(ml|ss)$/.test(file)) continue
        const imported = readFileSync(join(component, file), 'utf8').matchAll(/(?:import src=|@import )"([^"]+)"/g)
        for (const [, name = ''] of imported) {
          expect([file, name, existsSync(join(component, file, '..', name))]).toEqual([file, name, true])
        }
      }
      expect(existsSync(join(component, 'styles/theme.wxss'))).toBe(true)
    })

    it('has its sizes printed by the build, and a component under 80 KB', async () => {
      const [line] = await sizeLines(to, [join(to, 'index.js')])
      expect(line).toMatch(/^index\.js: [\d.]+ KB, minified [\d.]+ KB, gzipped [\d.]+ KB$/)
      const component = await folderLine(to, join(to, COMPONENT))
      expect(component).toMatch(
        /^components\/oss-uploader: ([\d.]+) KB of a package's 2048 KB \(js [\d.]+ KB, wxml [\d.]+ KB, wxss [\d.]+ KB, json/,
      )
      expect(Number(/([\d.]+) KB of/.exec(component)?.[1])).toBeLessThan(80)
    })

    it('has types against which a strict program compiles without WeChat’s types', () => {
      const consumer = join(folder, 'consumer.ts')
      writeFileSync(consumer, CONSUMER)
      expect(compileConsumer(consumer, 'es2018')).toEqual(COMPILED)
    })
  })
}

const CONSUMER = `
import { createUploader, explain } from './mini-program/index'
import { createUploader as createFormUploader, explain as explainForm } from './mini-program/form'
import { mediaTypeOf } from './mini-program/formats'
import { en } from './mini-program/messages/en'
import { zh } from './mini-program/messages/zh'
import { createStsUploader } from './mini-program/sts/index'
import type { UploaderItem } from './mini-program/components/oss-uploader/item'
type Routes = { photo: { readonly '~types'?: { input: { album: number }; data: { id: string } } } }
const uploader = createUploader<Routes>({ server: 'https://api.example.com' })
uploader.upload('wxfile://a', { route: 'photo', input: { album: 1 } }).done.then(({ data }) => data?.id.length)
// @ts-expect-error this route does not exist
uploader.upload('wxfile://a', { route: 'video' })
// @ts-expect-error an album is a number
uploader.upload('wxfile://a', { route: 'photo', input: { album: '1' } })
const signing = createStsUploader<'photo'>({ credentials: async () => ({}) })
signing.upload('wxfile://a', { route: 'photo' })
// @ts-expect-error this route does not exist
signing.upload('wxfile://a', { route: 'video' })
export const item: UploaderItem = { uid: '1', kind: 'image', status: 'done' }
export const words: string = explain({ code: 'network' }).message + explain({ code: 'network' }, en).message
const light = createFormUploader<Routes>({ server: 'https://api.example.com', typeOf: mediaTypeOf })
light.upload('wxfile://a', { route: 'photo', input: { album: 1 } }).done.then(({ data }) => data?.id.length)
// @ts-expect-error this uploader keeps no checkpoints
light.resume('1')
// @ts-expect-error it sends nothing by parts
createFormUploader<Routes>({ server: 'https://api.example.com', multipartThreshold: 1 })
export const lightWords: string = explainForm({ code: 'network' }, zh).message
// @ts-expect-error it has no language of its own
explainForm({ code: 'network' })
`
