import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import postcss, { type AtRule, type Root, type Rule } from 'postcss'
import { BUILT_IN_TEMPLATES } from './built-in-templates'
import type { Sources, Unit } from './sources'

/**
 * All of the mini-program's stylesheets as one for the browser: the app's, the components', the pages'. Pages last, so
 * that an external class wins over the component's own.
 */
export function compileStyles({ root, units }: Sources): string {
  const components = units.filter(({ kind }) => kind === 'component')
  const pages = units.filter(({ kind }) => kind === 'page')
  return [
    compileWxss(readWxss(root, 'app.wxss'), {}),
    ...components.map(({ path, scope }) => compileWxss(readWxss(root, `${path}.wxss`), { scope })),
    ...pages.map((page: Unit) => compileWxss(readWxss(root, `${page.path}.wxss`), { page: page.path })),
  ].join('\n')
}

/** Whose rules they are: a component's keep to its own classes, a page's to the page. */
export interface Owner {
  scope?: string | undefined
  page?: string
}

/** The document's `data-theme` stands for the phone's dark mode, which a window cannot switch. */
const DARK = ':where([data-theme="dark"])'

/**
 * WXSS → CSS: rpx of the window's width (750 of them), `page` and the built-in tags under their names in the DOM.
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

/** Attribute selectors are left alone; then classes, `:host`, and tags that stand by themselves. */
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

/** `@media (prefers-color-scheme: dark)` → rules that hold while the phone is dark; what else it asks for stays. */
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

/** With what it imports in the place of each `@import`. */
function readWxss(root: string, file: string): string {
  const path = join(root, file)
  if (!existsSync(path)) return ''
  const sheet: Root = postcss.parse(readFileSync(path, 'utf8'), { from: path })
  sheet.walkAtRules('import', (rule) => {
    const target = rule.params.replace(/^["']|["']$/g, '')
    const imported = target.startsWith('/') ? target.slice(1) : join(dirname(file), target)
    rule.replaceWith(postcss.parse(readWxss(root, imported)).nodes)
  })
  return sheet.toString()
}
