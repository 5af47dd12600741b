import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'

/** The folder below the mini-program's root into which DevTools builds npm packages. */
const BUILT = 'miniprogram_npm'

/** The npm packages of a mini-program. A path of one begins with `miniprogram_npm/<package>/`, as in WeChat. */
export interface NpmPackages {
  /** `wx-oss-upload/components/x/x` → `miniprogram_npm/wx-oss-upload/components/x/x`, whether it exists or not. */
  pathOf(file: string): string
  has(path: string): boolean
  /** The file on this machine; also for the files of the mini-program itself. */
  locate(path: string): string
  /** All files of the package to which this path belongs. */
  filesBeside(path: string): string[]
  /** The file that `require('wx-oss-upload/form')` means in a script of this folder, if it is that of the mini-program. */
  scriptOf(file: string, folder: string): string | undefined
}

/**
 * "Build npm" need not have run: if `miniprogram_npm` lacks a package, its files are read from `node_modules`.
 * https://developers.weixin.qq.com/miniprogram/dev/devtools/npm.html
 */
export function npmPackages(root: string): NpmPackages {
  const folders = new Map<string, string>()
  const folderOf = (name: string): string => {
    const folder =
      folders.get(name) ?? builtFolder(root, name) ?? installedFolder(root, name) ?? join(root, BUILT, name)
    folders.set(name, folder)
    return folder
  }
  const has = (path: string): boolean => path.startsWith(`${BUILT}/`)
  return {
    pathOf: (file) => `${BUILT}/${file}`,
    has,
    locate(path) {
      if (!has(path)) return join(root, path)
      const { name, rest } = splitPath(path)
      return join(folderOf(name), rest)
    },
    filesBeside(path) {
      const { name } = splitPath(path)
      const files = readdirSync(folderOf(name), { recursive: true, encoding: 'utf8' })
      return files.map((file) => `${BUILT}/${name}/${file.replaceAll('\\', '/')}`)
    },
    scriptOf(file, folder) {
      const owner = [...folders.values(), root].find(
        (place) => existsSync(place) && isBelow(folder, realpathSync(place)),
      )
      if (owner === undefined) return undefined
      const { name, rest } = splitPath(`${BUILT}/${file}`)
      // Some packages bring their own.
      return [join(owner, BUILT, name), folderOf(name)].map((place) => scriptIn(place, rest)).find(Boolean)
    },
  }
}

/** `miniprogram_npm/@vant/weapp/button/index` → `@vant/weapp` and `button/index`. */
function splitPath(path: string): { name: string; rest: string } {
  const segments = path.split('/').slice(1)
  const count = segments[0]?.startsWith('@') ? 2 : 1
  return { name: segments.slice(0, count).join('/'), rest: segments.slice(count).join('/') }
}

function scriptIn(folder: string, file: string): string | undefined {
  const candidates = [file, `${file}.js`, join(file, 'index.js')].map((path) => join(folder, path))
  return candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
}

function isBelow(path: string, folder: string): boolean {
  const between = relative(folder, path)
  return between.split(sep)[0] !== '..' && !isAbsolute(between)
}

function builtFolder(root: string, name: string): string | undefined {
  const folder = join(root, BUILT, name)
  return existsSync(folder) ? folder : undefined
}

/** As Node does, the search goes from the root upwards: `node_modules` may lie beside `miniprogramRoot`. */
function installedFolder(folder: string, name: string): string | undefined {
  const found = join(folder, 'node_modules', name)
  if (existsSync(join(found, 'package.json'))) {
    const description = JSON.parse(readFileSync(join(found, 'package.json'), 'utf8')) as { miniprogram?: string }
    return join(found, description.miniprogram ?? 'miniprogram_dist')
  }
  const parent = dirname(folder)
  return parent === folder ? undefined : installedFolder(parent, name)
}
