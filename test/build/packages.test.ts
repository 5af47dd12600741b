import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { buildBrowser } from '../../dev/build/browser'
import { emitDeclarations } from '../../dev/build/declarations'
import { assertEs2018 } from '../../dev/build/es2018'
import { buildMiniProgram } from '../../dev/build/mini-program'
import { folderLine, sizeLines } from '../../dev/build/sizes'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const load = createRequire(import.meta.url)

/** Of what an app's bundler makes of these words in a page's script, and of what that fetches: KB, compressed. */
async function sizesIn(resolveDir: string, contents: string): Promise<{ own: number; fetched: number }> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    outdir: resolveDir,
    format: 'esm',
    target: 'es2020',
    charset: 'utf8',
  })
  const sizes = { own: 0, fetched: 0 }
  for (const { path, contents } of outputFiles) {
    const kind = basename(path).startsWith('engine-script') ? 'fetched' : 'own'
    sizes[kind] += gzipSync(contents, { level: 9 }).length / 1024
  }
  return sizes
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packages-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a strict consumer's compiler says: its status, and its faults. */
function compile(consumer: string, lib: string): [status: number | null, faults: string] {
  const options = `--noEmit --strict --skipLibCheck false --module esnext --moduleResolution bundler --types --lib ${lib}`
  const tsc = load.resolve('typescript/bin/tsc')
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...options.split(' '), consumer], { encoding: 'utf8' })
  return [status, stdout]
}

describe('the package for mini-programs', () => {
  let to: string
  beforeAll(async () => {
    emitDeclarations(ROOT, ['miniprogram'])
    to = join(folder, 'mini-program')
    await buildMiniProgram(ROOT, to)
  }, 120_000)

  it('gives the public names to `require`, and asks for nothing outside itself', () => {
    expect(Object.keys(load(join(to, 'index.js')) as object).sort()).toEqual([
      'UploadError',
      'createUploader',
      'explain',
    ])
    const required = readFileSync(join(to, 'components/oss-uploader/oss-uploader.js'), 'utf8').match(
      /require\("[^"]*"\)/g,
    )
    expect(new Set(required)).toEqual(new Set(['require("../../index")']))
  })

  it('carries no crypto unless it is asked to, and then all of it', () => {
    const scriptOf = (path: string): string => readFileSync(join(to, path), 'utf8')
    const crypto = /crypto-js|WordArray|HMAC-SHA256/i
    for (const path of ['index.js', 'components/oss-uploader/oss-uploader.js'])
      expect(scriptOf(path)).not.toMatch(crypto)
    expect(scriptOf('sts/index.js')).toMatch(crypto)
    expect(scriptOf('sts/index.js')).not.toMatch(/require\("/)
    // Whoever depends on it has "Build npm" make 240 KB of all crypto-js.
    const { dependencies } = load(join(ROOT, 'miniprogram/package.json')) as { dependencies?: object }
    expect(dependencies).toBeUndefined()
  })

  it('gives errors that are the same to both of its scripts', () => {
    const { UploadError } = load(join(to, 'index.js')) as { UploadError: new () => Error }
    const { createStsUploader } = load(join(to, 'sts/index.js')) as { createStsUploader(options: object): unknown }
    expect(() => createStsUploader({})).toThrow(UploadError)
  })

  it('has every template and stylesheet that the component is drawn with', () => {
    const component = join(to, 'components/oss-uploader')
    for (const file of readdirSync(component, { recursive: true, encoding: 'utf8' })) {
      if (!/\.wx(ml|ss)$/.test(file)) continue
      const imported = readFileSync(join(component, file), 'utf8').matchAll(/(?:import src=|@import )"([^"]+)"/g)
      for (const [, name = ''] of imported) {
        expect([file, name, existsSync(join(component, file, '..', name))]).toEqual([file, name, true])
      }
    }
    expect(existsSync(join(component, 'styles/theme.wxss'))).toBe(true)
  })

  it('tells its sizes', async () => {
    const [line] = await sizeLines(to, [join(to, 'index.js')])
    expect(line).toMatch(/^index\.js: [\d.]+ KB, minified [\d.]+ KB, gzipped [\d.]+ KB$/)
    const component = await folderLine(to, join(to, 'components/oss-uploader'))
    expect(component).toMatch(
      /^components\/oss-uploader: ([\d.]+) KB of a package's 2048 KB \(js [\d.]+ KB, wxml [\d.]+ KB, wxss [\d.]+ KB, json/,
    )
    expect(Number(/([\d.]+) KB of/.exec(component)?.[1])).toBeLessThan(80)
  })

  it('has types that a strict program compiles against, without those of WeChat', () => {
    const consumer = join(folder, 'consumer.ts')
    writeFileSync(
      consumer,
      `import { createUploader, explain } from './mini-program/index'
       import { createStsUploader } from './mini-program/sts/index'
       import type { UploaderItem } from './mini-program/components/oss-uploader/item'
       type Routes = { photo: { readonly '~types'?: { input: { album: number }; data: { id: string } } } }
       const uploader = createUploader<Routes>({ server: 'https://api.example.com' })
       uploader.upload('wxfile://a', { route: 'photo', input: { album: 1 } }).done.then(({ data }) => data?.id.length)
       // @ts-expect-error no such route
       uploader.upload('wxfile://a', { route: 'video' })
       // @ts-expect-error an album is a number
       uploader.upload('wxfile://a', { route: 'photo', input: { album: '1' } })
       const signing = createStsUploader<'photo'>({ credentials: async () => ({}) })
       signing.upload('wxfile://a', { route: 'photo' })
       // @ts-expect-error no such route
       signing.upload('wxfile://a', { route: 'video' })
       export const item: UploaderItem = { uid: '1', kind: 'image', status: 'done' }
       export const words: string = explain({ code: 'network' }, 'zh').message
      `,
    )
    expect(compile(consumer, 'es2018')).toEqual([0, ''])
  })
})

describe('the package for web pages', () => {
  let to: string
  beforeAll(async () => {
    emitDeclarations(ROOT, ['miniprogram/uploader/browser'])
    to = join(folder, 'browser')
    await buildBrowser(ROOT, to)
  }, 120_000)

  it('is a module and what it fetches, knows nothing of WeChat, and has no name of a mini-program’s in its types', () => {
    const scripts = readdirSync(to).filter((name) => name.endsWith('.js'))
    expect(scripts.sort().map((name) => name.replace(/-\w+\.js$/, ''))).toEqual(['chunk', 'engine-script', 'index.js'])
    for (const name of scripts) {
      expect(readFileSync(join(to, name), 'utf8')).not.toMatch(/\brequire\(|\bwx\.\w+\(/)
    }
    expect(readdirSync(join(to, 'uploader')).sort()).toEqual([
      'browser',
      'contract.d.ts',
      'core',
      'error-codes.d.ts',
      'messages',
      'optional-endpoints.d.ts',
      'route-types.d.ts',
    ])
  })

  it('adds to a page’s own script no more than 10 KB, compressed, with the words of both languages', async () => {
    expect((await sizesIn(to, `export * from './index.js'`)).own).toBeLessThanOrEqual(10)
  })

  it('adds less than half of that without its words, and fetches the rest', async () => {
    const { own, fetched } = await sizesIn(to, `export { createUploader } from './index.js'`)
    expect(own).toBeLessThan(4.5)
    expect(fetched).toBeLessThan(17)
  })

  it('has types that a strict program of a web page compiles against', () => {
    const consumer = join(folder, 'page.ts')
    writeFileSync(
      consumer,
      `import { createUploader, explain, type UploadState } from './browser/index'
       type Routes = { photo: { readonly '~types'?: { input: { album: number }; data: { id: string } } } }
       const headers = async () => ({ authorization: 'Bearer token' })
       const uploader = createUploader<Routes>({ server: 'https://api.example.com', headers })
       export const send = (file: File, onState: (state: UploadState) => void) =>
         uploader.upload(file, { route: 'photo', input: { album: 1 }, onState }).done.then(({ data }) => data?.id.length)
       // @ts-expect-error no such route
       uploader.upload(new File([], 'a'), { route: 'video' })
       // @ts-expect-error who uploads?
       createUploader<Routes>({ server: 'https://api.example.com' })
       export const words: string = explain({ code: 'network' }, 'zh').message
      `,
    )
    expect(compile(consumer, 'es2020,dom')).toEqual([0, ''])
  })
})

it('refuses a script that iOS 13 cannot read', () => {
  const scripts = mkdtempSync(join(folder, 'scripts-'))
  writeFileSync(join(scripts, 'old.js'), 'exports.a = async ({ ...b }) => b')
  expect(() => assertEs2018(scripts)).not.toThrow()
  writeFileSync(join(scripts, 'new.js'), 'exports.a = (b) => b?.c')
  expect(() => assertEs2018(scripts)).toThrow(/new\.js: not ES2018/)
})

it('does not take a folder without scripts for a good one', () => {
  expect(() => assertEs2018(mkdtempSync(join(folder, 'empty-')))).toThrow(/found none/)
})
