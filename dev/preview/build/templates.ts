import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { BUILT_IN_TEMPLATES, isKnownTag, renameBuiltIns } from './built-in-templates'
import type { Sources } from './sources'

/** https://github.com/wechat-miniprogram/glass-easel/tree/master/glass-easel-template-compiler */
type Compiler = typeof import('glass-easel-template-compiler')

// The package is CommonJS and loads WebAssembly from its folder.
const { TmplGroup } = createRequire(import.meta.url)('glass-easel-template-compiler') as Compiler

interface Remark {
  path: string
  message: string
  isError: boolean
  startLine: number
  startColumn: number
}

/** Template path of a built-in component; no path of a mini-program begins like this. */
export const builtInPath = (tag: string): string => `built-in/${tag}`

export interface CompiledTemplates {
  /** A JavaScript expression for an object: template path → render function. */
  code: string
  faults: string[]
}

export function compileTemplates(sources: Sources): CompiledTemplates {
  const { locate, templates, wxs } = sources
  const group = new TmplGroup()
  const read = (file: string): string => readFileSync(locate(file), 'utf8')
  for (const file of wxs) {
    // A script of WXS may require another one with its extension or without.
    for (const name of [file, file.replace(/\.wxs$/, '')]) group.addScript(name, read(file))
  }
  for (const [tag, wxml] of Object.entries(BUILT_IN_TEMPLATES)) group.addTmpl(builtInPath(tag), wxml)
  const faults = templates.flatMap((path) => {
    const wxml = read(`${path}.wxml`)
    const remarks = group.addTmpl(path, renameBuiltIns(wxml)) as Remark[]
    return [
      ...unknownTags(path, wxml, tagsOf(sources, path)),
      ...missing(path, group.getDirectDependencies(path) as string[], templates),
      ...remarks.filter(({ isError }) => isError).map(remarkLine),
    ]
  })
  const code = group.getTmplGenObjectGroups()
  group.free()
  return { code, faults }
}

/** A template that others import may use the components of any of them. */
function tagsOf({ units }: Sources, path: string): string[] {
  const own = units.find((unit) => unit.path === path)
  return (own ? [own] : units).flatMap(({ json }) => Object.keys(json.usingComponents ?? {}))
}

function unknownTags(path: string, wxml: string, using: string[]): string[] {
  const code = wxml.replace(/<!--[\s\S]*?-->|<wxs[\s\S]*?<\/wxs>/g, (text) => text.replace(/[^\n]/g, ' '))
  return [...code.matchAll(/<([a-z][\w-]*)(?=[\s/>])/g)]
    .filter(([, tag = '']) => !isKnownTag(tag, using))
    .map(({ index, 1: tag }) => `${path}.wxml:${lineAt(code, index)}: <${tag}> is not in the preview`)
}

const missing = (path: string, imported: string[], templates: string[]): string[] =>
  imported.filter((other) => !templates.includes(other)).map((other) => `${path}.wxml: ${other}.wxml is missing`)

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length

const remarkLine = ({ path, startLine, startColumn, message }: Remark): string =>
  `${path}.wxml:${startLine}:${startColumn}: ${message}`
