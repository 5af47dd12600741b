import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import type { WindowSettings } from '../wire'
import type { NpmPackages } from './npm-packages'

/** A page or a component: the files of one name with the extensions .json, .wxml, .wxss and .ts. */
export interface Unit {
  /** `pages/upload/upload`, or `miniprogram_npm/wx-oss-upload/components/oss-uploader/oss-uploader` */
  path: string
  kind: 'page' | 'component'
  /** Prefix of its classes. Pages have none: their styles apply inside the page's element. */
  scope: string | undefined
  /** The paths in its `usingComponents` begin at the root. */
  json: UnitJson
}

export interface UnitJson extends WindowSettings {
  component?: boolean
  usingComponents?: Record<string, string>
  styleIsolation?: string
}

/** What the units are read from. */
export interface UnitSources {
  npm: NpmPackages
  pages: readonly string[]
  /** The `usingComponents` of app.json, for all units. */
  shared: Record<string, string>
}

/** Matches `plugin://…` and the like, which come from WeChat's servers. */
const FROM_WECHAT = /^[\w-]+:\/\//

/**
 * Reads the units of these templates, and the components of npm packages that they use.
 * @throws Error with one line for each component that is nowhere
 */
export function readUnits(templates: readonly string[], sources: UnitSources): Unit[] {
  const faults: string[] = []
  // A template without .json is not a unit: others import or include it.
  const waiting = templates.filter((path) => existsSync(sources.npm.locate(`${path}.json`)))
  const known = new Set(waiting)
  const shared = resolveAll('app', sources.shared, sources.npm, faults)
  const units: Unit[] = []
  for (const path of waiting) {
    const own = readJson(sources.npm.locate(`${path}.json`), `${path}.json`) as UnitJson
    const using = { ...shared, ...resolveAll(path, own.usingComponents ?? {}, sources.npm, faults) }
    const kind = sources.pages.includes(path) ? 'page' : 'component'
    const scoped = kind === 'component' && own.styleIsolation !== 'shared'
    units.push({
      path,
      kind,
      json: { ...own, usingComponents: using },
      scope: scoped ? `c${units.length}` : undefined,
    })
    for (const component of Object.values(using).map((target) => target.slice(1))) {
      if (!sources.npm.has(component) || known.has(component)) continue
      known.add(component)
      // The loop goes on until it has met these, too.
      waiting.push(component)
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return units
}

function resolveAll(
  from: string,
  using: Record<string, string>,
  npm: NpmPackages,
  faults: string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(using).map(([tag, target]) => {
      const found = FROM_WECHAT.test(target) ? target : resolve(from, target, npm)
      if (found === undefined)
        faults.push(`${from}.json: no file ${target}.wxml for <${tag}>, here or in an npm package`)
      return [tag, found ?? target]
    }),
  )
}

/**
 * A path is relative to the file that names it, or one of an npm package.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/custom-component/
 */
function resolve(from: string, target: string, npm: NpmPackages): string | undefined {
  const beside = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(from), target)
  const isThere = (path: string): boolean => existsSync(npm.locate(`${path}.wxml`))
  const own = [beside, `${beside}/index`].find(isThere)
  if (own !== undefined) return `/${own}`
  const inPackage = [target, `${target}/index`].map(npm.pathOf).find(isThere)
  return inPackage && `/${inPackage}`
}

/** @throws Error that names a file which is missing or not JSON */
export function readJson(path: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (thrown) {
    throw new Error(`${name}: ${(thrown as Error).message}`)
  }
}
