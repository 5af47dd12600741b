import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { buildCopy } from '../../../dev/build/copy'
import { COMPILED } from './compile-consumer'
import { wechatTemplate } from './wechat-project'

/** The compiler of DevTools compiles the same folders in CI. */
export function describeCopy(root: string, folder: string): void {
  describe('the folders to copy into a mini-program', () => {
    const to = join(folder, 'copy')
    const filesBelow = (path: string): string[] =>
      readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name))
    beforeAll(() => buildCopy(root, to))

    it('are JavaScript whose modules, templates and styles are all there', () => {
      const scripts = join(to, 'js/wx-oss-upload')
      const files = filesBelow(scripts)
      expect(files.filter((name) => !/\.(js|json|wxml|wxss)$/.test(name))).toEqual([])
      for (const name of files) {
        const imported = readFileSync(join(scripts, name), 'utf8').matchAll(
          /(?:require\(|import src=|@import )"(\.[^"]+)"/g,
        )
        for (const [, path = ''] of imported) {
          const file = name.endsWith('.js') ? `${path}.js` : path
          expect([name, path, existsSync(join(scripts, dirname(name), file))]).toEqual([name, path, true])
        }
      }
      const { createUploader } = createRequire(import.meta.url)(join(scripts, 'index.js')) as Record<string, unknown>
      expect(createUploader).toEqual(expect.any(Function))
    })

    it('are a folder for the market of uni-app, whose component has all it requires and whose SDK is an ES module', async () => {
      const module = join(to, 'uni_modules/wx-oss-upload')
      const description = JSON.parse(readFileSync(join(module, 'package.json'), 'utf8')) as Record<string, unknown>
      expect(description).toMatchObject({ id: 'wx-oss-upload', uni_modules: { encrypt: [] } })
      expect(readdirSync(join(module, 'wxcomponents')).sort()).toEqual(['components', 'hints', 'index.js', 'messages'])
      for (const name of filesBelow(join(module, 'wxcomponents')).filter((file) => file.endsWith('.js'))) {
        const imported = readFileSync(join(module, 'wxcomponents', name), 'utf8').matchAll(/require\("(\.[^"]+)"\)/g)
        for (const [, path = ''] of imported)
          expect([name, existsSync(join(module, 'wxcomponents', dirname(name), `${path}.js`))]).toEqual([name, true])
      }
      const sdk = readFileSync(join(module, 'js_sdk/index.js'), 'utf8')
      expect(sdk).toMatch(/^export \{[^}]*\bcreateUploader\b/m)
      expect(sdk).not.toMatch(/\brequire\(|^import /m)
    })

    it('are TypeScript that WeChat’s template compiles as strictly as it can', () => {
      const project = wechatTemplate(join(folder, 'copy-project'))
      cpSync(join(to, 'ts'), join(project, 'miniprogram'), { recursive: true })
      writeFileSync(join(project, 'miniprogram/uploads.ts'), UPLOADS)
      const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
      const { status, stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', project], { encoding: 'utf8' })
      expect({ status, errors: stdout }).toEqual(COMPILED)
    })
  })
}

const UPLOADS = `
import { createUploader, explain } from './wx-oss-upload/uploader/wx/index'
export const uploader = createUploader({ server: 'https://api.example.com' })
export const words: string = explain({ code: 'network' }).message
// @ts-expect-error a route is missing
uploader.upload('wxfile://a', {})
`
