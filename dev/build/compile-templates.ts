import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** https://www.npmjs.com/package/miniprogram-compiler: WeChat's own `wcc` and `wcsc`, as DevTools runs them. */
interface Compiler {
  wxmlToJs(root: string, options: { wxmlList: string[]; maxBuffer: number }): string
}

/** `wxssToJs` of the package drops the errors of a stylesheet; the function that it calls returns them. */
type CompileStyles = (root: string, files: string[], options: { maxBuffer: number }) => Error | Record<string, string>

const load = createRequire(import.meta.url)
const compiler = load('miniprogram-compiler') as Compiler
const compileStyles = load('miniprogram-compiler/src/wcsc') as CompileStyles

const MAX_BUFFER = 16 * 1024 * 1024
const NOT_SOURCE = /(^|\/)(node_modules|miniprogram_npm|miniprogram_dist)\//

/** Compiles every template and stylesheet below a mini-program's root. Returns one message for each fault. */
export function compileTemplates(root: string): string[] {
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !NOT_SOURCE.test(path))
  const templates = sources.filter((path) => path.endsWith('.wxml'))
  const styles = sources.filter((path) => path.endsWith('.wxss'))
  if (templates.length === 0) return [`${root}: expected .wxml files, found none`]
  return [
    ...templates.flatMap((path) => optionalChaining(path, readFileSync(join(root, path), 'utf8'))),
    ...templateFault(root, templates),
    ...styleFault(root, styles),
  ]
}

/** Finds `?.` first, because wcc only says "unexpected token `.`". */
function optionalChaining(path: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      /\{\{[^}]*\?\.(?!\d)/.test(line) ? [`${path}:${index + 1}: \`?.\` does not exist in WXML`] : [],
    )
}

function templateFault(root: string, wxmlList: string[]): string[] {
  try {
    compiler.wxmlToJs(root, { wxmlList, maxBuffer: MAX_BUFFER })
    return []
  } catch (thrown) {
    return [messageOf(thrown)]
  }
}

function styleFault(root: string, styles: string[]): string[] {
  if (styles.length === 0) return []
  const compiled = compileStyles(
    root,
    styles.map((path) => path.slice(0, -'.wxss'.length)),
    { maxBuffer: MAX_BUFFER },
  )
  return isError(compiled) ? [messageOf(compiled)] : []
}

/** Not `instanceof`: the CommonJS module may run in another realm, as it does in jest. */
const isError = (value: unknown): boolean => Object.prototype.toString.call(value) === '[object Error]'

const messageOf = (thrown: unknown): string => (thrown as Error).message.trim()
