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

function errorsIn(path: string, wxss: string): string[] {
  const errors: string[] = []
  postcss.parse(wxss).walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && /keyframes/.test((rule.parent as { name?: string }).name ?? '')) return
    for (const error of [...selectorErrors(rule), ...declarationErrors(rule)]) {
      errors.push(`${path}:${rule.source?.start?.line}: ${error}`)
    }
  })
  return errors
}

/** Only class selectors reach into a component. `page` is the element of the page itself. */
const selectorErrors = ({ selectors }: Rule): string[] =>
  selectors.filter((selector) => selector !== 'page' && !/^(\.[\w-]+(:\w+)?)( \.[\w-]+)*$/.test(selector))

const UNSUPPORTED: [property: RegExp, value: RegExp][] = [
  [/^display$/, /grid|table|inline-grid/],
  [/^position$/, /sticky/],
  [/^float$/, /./],
  [/^overflow(-[xy])?$/, /auto|scroll/],
  [/^(gap|row-gap|column-gap|aspect-ratio)$/, /./],
  [/^white-space$/, /pre-wrap/],
]

function declarationErrors(rule: Rule): string[] {
  const errors: string[] = []
  const declared: Record<string, string> = {}
  rule.walkDecls(({ prop, value }) => {
    declared[prop] = value
    if (UNSUPPORTED.some(([property, values]) => property.test(prop) && values.test(value)))
      errors.push(`${prop}: ${value}`)
  })
  // Skyline and WebView have different defaults for these two.
  const isContainer = declared.display === 'flex'
  if (isContainer && !declared['flex-direction']) errors.push('expected flex-direction beside display')
  if (isContainer && !declared['box-sizing']) errors.push('expected box-sizing beside display')
  return errors
}

describe('the stylesheets of the mini-program', () => {
  it('use only styles that Skyline supports, and set what its defaults would change', () => {
    const styles = sources('.wxss')
    expect(styles.length).toBeGreaterThan(10)
    expect(styles.flatMap((path) => errorsIn(path, read(path)))).toEqual([])
  })

  it.each([
    ['.a { display: grid; }', 'display: grid'],
    ['.a { display: flex; flex-direction: row; }', 'expected box-sizing beside display'],
    ['view { color: red; }', 'view'],
  ])('would fail this test with %s', (wxss, error) => {
    expect(errorsIn('x', wxss)[0]).toBe(`x:1: ${error}`)
  })
})

describe('the templates of the mini-program', () => {
  it('use only classes that the component’s stylesheets define', () => {
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
      // These classes only find an element. Another class of the same element styles it.
      const isHook = /^(move--(earlier|later)|chevron--earlier|remove--(corner|row))$/.test(name)
      expect([name, isStyled || isHook]).toEqual([name, true])
    }
  })

  it('have text only in <text>, and no component that Skyline lacks', () => {
    const templates = sources('.wxml')
    expect(templates.length).toBeGreaterThan(5)
    for (const path of templates) {
      const wxml = withoutCommentsAndValues(read(path))
      const stray = [...wxml.matchAll(/<(\/?[\w-]+)[^<>]*>([^<]*[^\s<][^<]*)</g)].filter(([, tag]) => tag !== 'text')
      expect([path, stray.map(([all]) => all)]).toEqual([path, []])
      expect([path, /<(progress|movable-view|movable-area|web-view)\b/.exec(wxml)?.[0]]).toEqual([path, undefined])
    }
  })
})

const withoutCommentsAndValues = (wxml: string): string =>
  wxml.replace(/<!--[\s\S]*?-->/g, '').replace(/"[^"]*"/g, '""')

describe('the files of the mini-program', () => {
  it('have at most 200 lines', () => {
    const all = ['.ts', '.wxml', '.wxss'].flatMap(sources)
    const long = all
      .map((path) => [path, read(path).split('\n').length - 1] as const)
      .filter(([, lines]) => lines > 200)
    expect(long).toEqual([])
  })
})
