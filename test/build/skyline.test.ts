import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postcss, { type Rule } from 'postcss'

/** https://developers.weixin.qq.com/miniprogram/dev/framework/runtime/skyline/wxss.html */
const MINI_PROGRAM = fileURLToPath(new URL('../../miniprogram', import.meta.url))

const sources = (ending: string): string[] =>
  readdirSync(MINI_PROGRAM, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /^(app|pages|components)\b/.test(path) && path.endsWith(ending),
  )
const read = (path: string): string => readFileSync(join(MINI_PROGRAM, path), 'utf8')

function faultsOf(path: string, wxss: string): string[] {
  const faults: string[] = []
  postcss.parse(wxss).walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && /keyframes/.test((rule.parent as { name?: string }).name ?? '')) return
    for (const fault of [...selectorFaults(rule), ...declarationFaults(rule)]) {
      faults.push(`${path}:${rule.source?.start?.line}: ${fault}`)
    }
  })
  return faults
}

/** Only classes cross components, and `page` is a page's own. */
const selectorFaults = ({ selectors }: Rule): string[] =>
  selectors.filter((selector) => selector !== 'page' && !/^(\.[\w-]+(:\w+)?)( \.[\w-]+)*$/.test(selector))

const UNKNOWN: [property: RegExp, value: RegExp][] = [
  [/^display$/, /grid|table|inline-grid/],
  [/^position$/, /sticky/],
  [/^float$/, /./],
  [/^overflow(-[xy])?$/, /auto|scroll/],
  [/^(gap|row-gap|column-gap|aspect-ratio)$/, /./],
  [/^white-space$/, /pre-wrap/],
]

function declarationFaults(rule: Rule): string[] {
  const faults: string[] = []
  const declared: Record<string, string> = {}
  rule.walkDecls(({ prop, value }) => {
    declared[prop] = value
    if (UNKNOWN.some(([property, unknown]) => property.test(prop) && unknown.test(value)))
      faults.push(`${prop}: ${value}`)
  })
  const isContainer = declared.display === 'flex'
  if (isContainer && !declared['flex-direction']) faults.push('expected flex-direction beside display')
  if (isContainer && !declared['box-sizing']) faults.push('expected box-sizing beside display')
  return faults
}

it('uses no style that Skyline lacks, and says what its defaults would change', () => {
  const styles = sources('.wxss')
  expect(styles.length).toBeGreaterThan(10)
  expect(styles.flatMap((path) => faultsOf(path, read(path)))).toEqual([])
})

it.each([
  ['.a { display: grid; }', 'display: grid'],
  ['.a { display: flex; flex-direction: row; }', 'expected box-sizing beside display'],
  ['view { color: red; }', 'view'],
])('would find %s', (wxss, fault) => {
  expect(faultsOf('x', wxss)[0]).toBe(`x:1: ${fault}`)
})

it('has a style for each class of the component’s templates', () => {
  const folder = /^components\/oss-uploader\//
  const styles = sources('.wxss')
    .filter((path) => folder.test(path))
    .map(read)
    .join('\n')
  const used = sources('.wxml')
    .filter((path) => folder.test(path))
    .flatMap((path) => [...read(path).matchAll(/ class="([^"]*)"/g)].map(([, names = '']) => names))
    .flatMap((names) => names.replace(/\{\{.*?\}\}/g, '').split(/\s+/))
    .filter((name) => name && !/-(class)$|--$|^cell--tile$|^uploader$|^notice--$/.test(name))
  expect(used.length).toBeGreaterThan(40)
  for (const name of new Set(used)) {
    const isStyled = new RegExp(`\\.${name}(?![\\w-])`).test(styles)
    // These are hooks: what they hold is styled by another class of theirs.
    expect([name, isStyled || /^(move--(earlier|later)|chevron--earlier|remove--(corner|row))$/.test(name)]).toEqual([
      name,
      true,
    ])
  }
})

const bare = (wxml: string): string => wxml.replace(/<!--[\s\S]*?-->/g, '').replace(/"[^"]*"/g, '""')

it('has words in <text> alone, and no component that Skyline lacks', () => {
  const templates = sources('.wxml')
  expect(templates.length).toBeGreaterThan(5)
  for (const path of templates) {
    const wxml = bare(read(path))
    const stray = [...wxml.matchAll(/<(\/?[\w-]+)[^<>]*>([^<]*[^\s<][^<]*)</g)].filter(([, tag]) => tag !== 'text')
    expect([path, stray.map(([all]) => all)]).toEqual([path, []])
    expect([path, /<(progress|movable-view|movable-area|web-view)\b/.exec(wxml)?.[0]]).toEqual([path, undefined])
  }
})

it('keeps files short', () => {
  const all = ['.ts', '.wxml', '.wxss'].flatMap(sources)
  const long = all.map((path) => [path, read(path).split('\n').length - 1] as const).filter(([, lines]) => lines > 200)
  expect(long).toEqual([])
})
