import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MINI_PROGRAM = join(ROOT, 'miniprogram')

function readJson<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(path, 'utf8')) as Shape
}

const app = readJson<{
  pages: string[]
  window: Record<string, string>
  themeLocation: string
  sitemapLocation: string
}>(join(MINI_PROGRAM, 'app.json'))

const project = readJson<{
  miniprogramRoot: string
  setting: Record<string, unknown>
  packOptions: { ignore: { type: string; value: string }[] }
}>(join(ROOT, 'project.config.json'))

describe('app.json', () => {
  it('lists pages that have all four files', () => {
    for (const page of app.pages) {
      for (const kind of ['ts', 'json', 'wxml', 'wxss']) {
        expect([page, kind, existsSync(join(MINI_PROGRAM, `${page}.${kind}`))]).toEqual([page, kind, true])
      }
    }
  })

  it('uses only colours that both themes define', () => {
    const theme = readJson<{ light: object; dark: object }>(join(MINI_PROGRAM, app.themeLocation))
    const used = Object.values(app.window)
      .filter((value) => value.startsWith('@'))
      .map((value) => value.slice(1))
      .sort()
    expect(used.length).toBeGreaterThan(0)
    expect(Object.keys(theme.light).sort()).toEqual(used)
    expect(Object.keys(theme.dark).sort()).toEqual(used)
  })

  it('names a sitemap that exists', () => {
    expect(existsSync(join(MINI_PROGRAM, app.sitemapLocation))).toBe(true)
  })
})

describe('the JSON file of a page or component', () => {
  it('names only components that exist', () => {
    const used = readdirSync(MINI_PROGRAM, { recursive: true, encoding: 'utf8' })
      .filter((path) => /^(pages|components)\/.*\.json$/.test(path))
      .map((path) => readJson<{ usingComponents?: Record<string, string> }>(join(MINI_PROGRAM, path)))
      .flatMap(({ usingComponents = {} }) => Object.values(usingComponents))
    expect(used).toContain('/components/oss-uploader/oss-uploader')
    for (const path of used) expect([path, existsSync(join(MINI_PROGRAM, `${path}.json`))]).toEqual([path, true])
  })
})

describe('project.config.json', () => {
  it('lets DevTools compile TypeScript to the JavaScript of old phones', () => {
    expect(existsSync(join(ROOT, project.miniprogramRoot, 'app.json'))).toBe(true)
    expect(project.setting).toMatchObject({ useCompilerPlugins: ['typescript'], es6: true, enhance: true })
  })

  it('keeps the adapter for web pages out of the mini-program', () => {
    const sources = sourcesOfTheMiniProgram()
    expect(sources).toContain('uploader/wx/index.ts')
    const importing = sources.filter((path) => /from '[^']*\/browser\//.test(textOf(path)))
    expect(importing).toEqual([])
    for (const value of FOR_PAGES) expect(project.packOptions.ignore).toContainEqual({ type: 'folder', value })
  })
})

describe('the sources of the mini-program', () => {
  // WeChat's `require` does not resolve a folder to its index: './uploader/wx' is a module that is not found.
  it('import files, never folders', () => {
    const sources = sourcesOfTheMiniProgram()
    const missing = sources.flatMap((path) =>
      [...textOf(path).matchAll(/from '(\.[^']*)'/g)]
        .map(([, name]) => join(path, '..', name ?? ''))
        .filter((name) => !existsSync(join(MINI_PROGRAM, `${name}.ts`)))
        .map((name) => `${path}: ${name}`),
    )
    expect(sources.length).toBeGreaterThan(20)
    expect(missing).toEqual([])
  })
})

const textOf = (path: string): string => readFileSync(join(MINI_PROGRAM, path), 'utf8')

/** The TypeScript files that WeChat runs, without the output of a build. */
/** Web pages alone use them. */
const FOR_PAGES = ['uploader/browser', 'uploader/frameworks']

const sourcesOfTheMiniProgram = (): string[] =>
  readdirSync(MINI_PROGRAM, { recursive: true, encoding: 'utf8' }).filter(
    (path) =>
      /^(app|(pages|components|uploader)\/.*)\.ts$/.test(path) &&
      !FOR_PAGES.some((folder) => path.startsWith(`${folder}/`)),
  )
