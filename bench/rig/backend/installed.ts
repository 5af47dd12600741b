import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Installed {
  packages: number
  bytes: number
}

/** What a package brings into `node_modules`, itself included, as it is installed for this folder. */
export function installed(names: readonly string[], folder: string): Installed {
  const found = new Set<string>()
  const visit = (name: string, from: string): void => {
    const path = packageFolder(name, from)
    if (!path || found.has(path)) return
    found.add(path)
    const { dependencies = {} } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>
    }
    for (const dependency of Object.keys(dependencies)) visit(dependency, path)
  }
  for (const name of names) visit(name, folder)
  return { packages: found.size, bytes: [...found].reduce((sum, path) => sum + sizeOf(path), 0) }
}

/** The nearest one, as Node looks for it. */
function packageFolder(name: string, from: string): string | undefined {
  const path = join(from, 'node_modules', name)
  if (statSync(join(path, 'package.json'), { throwIfNoEntry: false })) return path
  return dirname(from) === from ? undefined : packageFolder(name, dirname(from))
}

/** Without the packages inside, which count as their own. */
function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules')
  return entries
    .map((entry) => (entry.isDirectory() ? sizeOf(join(folder, entry.name)) : statSync(join(folder, entry.name)).size))
    .reduce((sum, size) => sum + size, 0)
}
