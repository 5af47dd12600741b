import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const importsIn = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/(?:from |import\()['"]([^'"]*)['"]/g)].map(([, name = '']) => name)

const fileOf = (target: string): string | undefined =>
  [target.replace(/\.js$/, '.d.ts')].find((path) => existsSync(path))

/** The relative imports of the declarations in a folder that resolve to no file. */
export function missingDeclarations(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.d.ts'))
  return files.flatMap((path) =>
    importsIn(join(folder, path))
      .filter((name) => name.startsWith('.'))
      .map((name) => join(folder, dirname(path), name))
      .filter((target) => !fileOf(target))
      .map((target) => `${path}: ${target}`),
  )
}

/** The packages whose types a program gets with these declarations, directly or through other declarations beside them. */
export function packagesOf(entry: string): string[] {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const visit = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    for (const name of importsIn(path)) {
      const file = name.startsWith('.') ? fileOf(join(dirname(path), name)) : undefined
      if (file) visit(file)
      else packages.add(name)
    }
  }
  visit(entry)
  return [...packages].sort()
}
