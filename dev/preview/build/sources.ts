import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MiniProgram, WindowSettings } from '../wire'

/** A page or a component: the files of one name with the extensions .json, .wxml, .wxss and .ts. */
export interface Unit {
  /** `pages/upload/upload` */
  path: string
  kind: 'page' | 'component'
  /** Prefix of its classes. Pages have none: their styles apply inside the page's element. */
  scope: string | undefined
  json: UnitJson
}

export interface UnitJson extends WindowSettings {
  component?: boolean
  usingComponents?: Record<string, string>
  styleIsolation?: string
}

export interface Sources {
  root: string
  units: Unit[]
  /** The templates of the units, and those that they import or include. */
  templates: string[]
  wxs: string[]
  miniProgram: MiniProgram
}

interface AppJson {
  pages: string[]
  window?: WindowSettings
  themeLocation?: string
  networkTimeout?: MiniProgram['networkTimeout']
  usingComponents?: Record<string, string>
}

/** Taro copies the components of a package with the names of its folders. */
const NOT_SOURCE = /(^|\/)(node_modules|miniprogram_npm)\/|^miniprogram_dist\//

/** @throws Error that names a file which is missing or not JSON */
export function readSources(root: string): Sources {
  const app = readJson(root, 'app.json') as AppJson
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !NOT_SOURCE.test(file))
  const templates = files.filter((file) => file.endsWith('.wxml')).map(withoutExtension)
  const units = templates.flatMap((path, index) => unitOf(root, app, path, index))
  for (const page of app.pages) {
    if (!templates.includes(page)) throw new Error(`app.json names the page ${page}, but ${page}.wxml is missing`)
  }
  const wxs = files.filter((file) => file.endsWith('.wxs'))
  return { root, units, templates, wxs, miniProgram: miniProgramOf(root, app, units) }
}

/** A template without .json is not a unit: others import or include it. */
function unitOf(root: string, app: AppJson, path: string, index: number): Unit[] {
  if (!existsSync(join(root, `${path}.json`))) return []
  const own = readJson(root, `${path}.json`) as UnitJson
  const kind = app.pages.includes(path) ? 'page' : 'component'
  const scoped = kind === 'component' && own.styleIsolation !== 'shared'
  const json = { ...own, usingComponents: { ...app.usingComponents, ...own.usingComponents } }
  return [{ path, kind, json, scope: scoped ? `c${index}` : undefined }]
}

function miniProgramOf(root: string, app: AppJson, units: Unit[]): MiniProgram {
  const theme = app.themeLocation
    ? (readJson(root, app.themeLocation) as MiniProgram['theme'])
    : { light: {}, dark: {} }
  const pages = units.filter(({ kind }) => kind === 'page')
  return {
    pages: app.pages,
    window: app.window ?? {},
    pageWindows: Object.fromEntries(pages.map(({ path, json }) => [path, json])),
    theme,
    networkTimeout: app.networkTimeout ?? {},
  }
}

function readJson(root: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'))
  } catch (thrown) {
    throw new Error(`${file}: ${(thrown as Error).message}`)
  }
}

const withoutExtension = (file: string): string => file.replace(/\.[^./]+$/, '')
