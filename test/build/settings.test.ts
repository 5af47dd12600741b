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

it('has all four files of every page', () => {
  for (const page of app.pages) {
    for (const kind of ['ts', 'json', 'wxml', 'wxss']) {
      expect([page, kind, existsSync(join(MINI_PROGRAM, `${page}.${kind}`))]).toEqual([page, kind, true])
    }
  }
})

it('finds every component that a page or component names', () => {
  const named = readdirSync(MINI_PROGRAM, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^(pages|components)\/.*\.json$/.test(path))
    .flatMap((path) =>
      Object.values(
        readJson<{ usingComponents?: Record<string, string> }>(join(MINI_PROGRAM, path)).usingComponents ?? {},
      ),
    )
  expect(named).toContain('/components/oss-uploader/oss-uploader')
  for (const path of named) expect([path, existsSync(join(MINI_PROGRAM, `${path}.json`))]).toEqual([path, true])
})

it('has both themes for every colour that the app takes from them', () => {
  const theme = readJson<{ light: object; dark: object }>(join(MINI_PROGRAM, app.themeLocation))
  const used = Object.values(app.window)
    .filter((value) => value.startsWith('@'))
    .map((value) => value.slice(1))
    .sort()
  expect(used.length).toBeGreaterThan(0)
  expect(Object.keys(theme.light).sort()).toEqual(used)
  expect(Object.keys(theme.dark).sort()).toEqual(used)
})

it('names a sitemap that is there', () => {
  expect(existsSync(join(MINI_PROGRAM, app.sitemapLocation))).toBe(true)
})

it('lets DevTools compile TypeScript down to what old phones read', () => {
  const { miniprogramRoot, setting } = readJson<{ miniprogramRoot: string; setting: Record<string, unknown> }>(
    join(ROOT, 'project.config.json'),
  )
  expect(existsSync(join(ROOT, miniprogramRoot, 'app.json'))).toBe(true)
  expect(setting).toMatchObject({ useCompilerPlugins: ['typescript'], es6: true, enhance: true })
})

/** Not what a build has left beside them. */
const sourcesOfTheMiniProgram = (): string[] =>
  readdirSync(MINI_PROGRAM, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /^(app|(pages|components|uploader)\/.*)\.ts$/.test(path) && !path.startsWith('uploader/browser/'),
  )

// WeChat's `require` knows no folder with an index: './uploader/wx' is a module not found.
it('imports files, never folders, in what WeChat runs', () => {
  const sources = sourcesOfTheMiniProgram()
  const missing = sources.flatMap((path) =>
    [...readFileSync(join(MINI_PROGRAM, path), 'utf8').matchAll(/from '(\.[^']*)'/g)]
      .map(([, name]) => join(path, '..', name ?? ''))
      .filter((name) => !existsSync(join(MINI_PROGRAM, `${name}.ts`)))
      .map((name) => `${path}: ${name}`),
  )
  expect(sources.length).toBeGreaterThan(20)
  expect(missing).toEqual([])
})

it('leaves the adapter for web pages out of the mini-program', () => {
  const sources = sourcesOfTheMiniProgram()
  expect(sources).toContain('uploader/wx/index.ts')
  expect(
    sources.filter((path) => /from '[^']*\/browser\//.test(readFileSync(join(MINI_PROGRAM, path), 'utf8'))),
  ).toEqual([])
  const { packOptions } = readJson<{ packOptions: { ignore: { type: string; value: string }[] } }>(
    join(ROOT, 'project.config.json'),
  )
  expect(packOptions.ignore).toContainEqual({ type: 'folder', value: 'uploader/browser' })
})
