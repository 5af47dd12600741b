import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import postcss, { type AtRule, type Root, type Rule } from 'postcss'
import { BUILT_IN_TEMPLATES } from './built-in-templates'
import type { Sources } from './sources'
import type { Unit } from './units'

/**
 * Joins the mini-program's stylesheets into one for the browser, in the order app, components, pages. Pages come last,
 * so that an external class overrides the component's own.
 */
export function compileStyles({ locate, units }: Sources): string {
  const components = units.filter(({ kind }) => kind === 'component')
  const pages = units.filter(({ kind }) => kind === 'page')
  return [
    compileWxss(readWxss(locate, 'app.wxss'), {}),
    ...components.map(({ path, scope }) => compileWxss(readWxss(locate, `${path}.wxss`), { scope })),
    ...pages.map((page: Unit) => compileWxss(readWxss(locate, `${page.path}.wxss`), { page: page.path })),
  ].join('\n')
}

/** The owner of the rules: a component's apply to its own classes, a page's inside the page. */
export interface Owner {
  scope?: string | undefined
  page?: string
}

/** The document's `data-theme` stands for the phone's dark mode, which a window cannot switch. */
const DARK = ':where([data-theme="dark"])'

/**
 * WXSS → CSS: rpx becomes a share of the window's width (750 rpx), `page` and built-in tags get their names in the DOM.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/view/wxss.html
 */
export function compileWxss(wxss: string, owner: Owner): string {
  const sheet = postcss.parse(wxss)
  sheet.walkDecls((declaration) => {
    declaration.value = rpxToVw(declaration.value)
  })
  sheet.walkRules((rule) => {
    if (isKeyframe(rule)) return
    rule.selectors = rule.selectors.map((selector) => ownSelector(selector, owner))
  })
  sheet.walkAtRules('media', switchByTheme)
  return sheet.toString()
}

const rpxToVw = (value: string): string =>
  value.replace(/(-?(?:\d+\.)?\d+)rpx\b/g, (_, rpx: string) => `${Number((Number(rpx) / 7.5).toFixed(5))}vw`)

const isKeyframe = ({ parent }: Rule): boolean =>
  parent?.type === 'atrule' && /keyframes$/.test((parent as AtRule).name)

/** Matches attribute selectors (which stay), classes, `:host` and type selectors. */
const TOKEN = /\[[^\]]*\]|\.(-?[_a-zA-Z][\w-]*)|:host|(?<![\w.#:-])[a-z][\w-]*/g

function ownSelector(selector: string, { scope, page }: Owner): string {
  const inPage = page === undefined ? '' : `:where([data-page="${page}"])`
  let namesPage = false
  const own = selector.replace(TOKEN, (token, name?: string) => {
    if (token.startsWith('[')) return token
    if (name !== undefined) return scope === undefined ? token : `.${scope}--${name}`
    if (token === ':host') return `[wx-host="${scope}"]`
    if (token !== 'page') return token in BUILT_IN_TEMPLATES ? `wx-${token}` : token
    namesPage = true
    return `mp-page${inPage}`
  })
  return inPage && !namesPage ? `${inPage} ${own}` : own
}

/** `@media (prefers-color-scheme: dark)` → rules that apply while the phone is dark; other conditions stay. */
function switchByTheme(media: AtRule): void {
  const scheme = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/
  const wanted = scheme.exec(media.params)?.[1]
  if (!wanted) return
  const condition = wanted === 'dark' ? DARK : DARK.replace('dark', 'light')
  media.walkRules((rule) => {
    rule.selectors = rule.selectors.map((selector) => `${condition} ${selector}`)
  })
  media.params = media.params
    .replace(scheme, '')
    .replace(/^\s*and\s*|\s*and\s*$/g, '')
    .trim()
  if (!media.params) media.replaceWith(media.nodes ?? [])
}

/** Reads a stylesheet and replaces each `@import` by the imported rules. */
function readWxss(locate: Sources['locate'], file: string): string {
  const path = locate(file)
  if (!existsSync(path)) return ''
  const sheet: Root = postcss.parse(readFileSync(path, 'utf8'), { from: path })
  sheet.walkAtRules('import', (rule) => {
    const target = rule.params.replace(/^["']|["']$/g, '')
    const imported = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(file), target)
    rule.replaceWith(postcss.parse(readWxss(locate, imported)).nodes)
  })
  return sheet.toString()
}
