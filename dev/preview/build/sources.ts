import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { MiniProgram, WindowSettings } from '../wire'
import { npmPackages } from './npm-packages'
import { readJson, readUnits, type Unit } from './units'

export interface Sources {
  root: string
  units: Unit[]
  /** The templates of the units, and those that they import or include. */
  templates: string[]
  wxs: string[]
  miniProgram: MiniProgram
  /** The file on this machine of a path of the mini-program or of an npm package. */
  locate(path: string): string
  /** The file that a script of this folder means by `require('wx-oss-upload/form')`, if a package for mini-programs has it. */
  scriptOf(file: string, folder: string): string | undefined
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
  const app = readJson(join(root, 'app.json'), 'app.json') as AppJson
  const npm = npmPackages(root)
  const own = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !NOT_SOURCE.test(file))
  for (const page of app.pages) {
    if (!own.includes(`${page}.wxml`)) throw new Error(`app.json names the page ${page}, but ${page}.wxml is missing`)
  }
  const units = readUnits(templatesOf(own), { npm, pages: app.pages, shared: app.usingComponents ?? {} })
  const fromNpm = units.filter(({ path }) => npm.has(path)).map(({ path }) => path)
  return {
    root,
    units,
    templates: [...new Set([...templatesOf(own), ...withImported(fromNpm, npm.locate)])],
    wxs: [...own, ...fromNpm.flatMap(npm.filesBeside)].filter(isScript),
    miniProgram: miniProgramOf(root, app, units),
    locate: npm.locate,
    scriptOf: npm.scriptOf,
  }
}

const templatesOf = (files: string[]): string[] => files.filter((file) => file.endsWith('.wxml')).map(withoutExtension)

const isScript = (file: string, index: number, all: string[]): boolean =>
  file.endsWith('.wxs') && all.indexOf(file) === index

const IMPORT = /<(?:import|include)\b[^>]*?\bsrc\s*=\s*["']([^"']+)["']/g

/** Of a package only what is used is read: its other templates may have tags that the preview does not have. */
function withImported(templates: string[], locate: Sources['locate']): string[] {
  const all = [...templates]
  for (const path of all) {
    const wxml = readFileSync(locate(`${path}.wxml`), 'utf8')
    for (const [, source = ''] of wxml.matchAll(IMPORT)) {
      const imported = posix.join(posix.dirname(path), source.replace(/\.wxml$/, ''))
      if (!all.includes(imported) && existsSync(locate(`${imported}.wxml`))) all.push(imported)
    }
  }
  return all
}

function miniProgramOf(root: string, app: AppJson, units: Unit[]): MiniProgram {
  const theme = app.themeLocation
    ? (readJson(join(root, app.themeLocation), app.themeLocation) as MiniProgram['theme'])
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

const withoutExtension = (file: string): string => file.replace(/\.[^./]+$/, '')
