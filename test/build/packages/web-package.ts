import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildBrowser } from '../../../dev/build/browser'
import { COMPILED, compileConsumer } from './compile-consumer'

export function describeWebPackage(root: string, folder: string): void {
  describe('the package for web pages', () => {
    const to = join(folder, 'browser')
    beforeAll(() => buildBrowser(root, to))

    it('is an ES module with lazy chunks, without code or types for WeChat', () => {
      const scripts = readdirSync(to).filter((name) => name.endsWith('.js'))
      const names = scripts.sort().map((name) => name.replace(/-\w+\.js$/, ''))
      expect(names).toEqual([
        'chunk',
        'chunk',
        'chunk',
        'chunk',
        'engine-script',
        'hints.js',
        'index.js',
        'react.js',
        'vue.js',
      ])
      for (const name of scripts) {
        expect(readFileSync(join(to, name), 'utf8')).not.toMatch(/\brequire\(|\bwx\.\w+\(/)
      }
      expect(readdirSync(join(to, 'uploader')).sort()).toEqual([
        'browser',
        'contract.d.ts',
        'core',
        'error-codes.d.ts',
        'formats',
        'frameworks',
        'messages',
        'optional-endpoints.d.ts',
        'route-types.d.ts',
      ])
    })

    it('creates an uploader where a server renders pages, also in Node before 20.19, which does not detect ES modules', () => {
      const script = `
        const { createUploader } = await import(${JSON.stringify(pathToFileURL(join(to, 'index.js')).href)})
        createUploader({ server: 'https://api.example.com', headers: async () => ({}) })
      `
      const args = ['--no-experimental-detect-module', '--input-type=module', '--eval', script]
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
      expect([status, stderr]).toEqual([0, ''])
    })

    it('has types against which a strict program of a web page compiles', () => {
      const consumer = join(folder, 'page.ts')
      writeFileSync(consumer, CONSUMER)
      expect(compileConsumer(consumer, 'es2020,dom')).toEqual(COMPILED)
    })
  })
}

const CONSUMER = `
import { zh as zhWithHints } from './browser/hints'
import { createUploader, explain, type UploadState, zh } from './browser/index'
export const hint: string = explain({ code: 'network' }, zhWithHints).hint + explain({ code: 'network' }, zh).message
type Routes = { photo: { readonly '~types'?: { input: { album: number }; data: { id: string } } } }
const headers = async () => ({ authorization: 'Bearer token' })
const uploader = createUploader<Routes>({ server: 'https://api.example.com', headers })
export const send = (file: File, onState: (state: UploadState) => void) =>
  uploader.upload(file, { route: 'photo', input: { album: 1 }, onState }).done.then(({ data }) => data?.id.length)
// @ts-expect-error this route does not exist
uploader.upload(new File([], 'a'), { route: 'video' })
// @ts-expect-error the user is missing
createUploader<Routes>({ server: 'https://api.example.com' })
export const words: string = explain({ code: 'network' }, zh).message
`
