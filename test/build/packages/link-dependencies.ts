import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Links what the server's package.json depends on into a `node_modules`, instead of installing it again. */
export function linkDependencies(root: string, modules: string): void {
  const manifest = readFileSync(join(root, 'server/package.json'), 'utf8')
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> }
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    const own = join(root, 'server/node_modules', name)
    symlinkSync(existsSync(own) ? own : join(root, 'node_modules', name), join(modules, name), 'junction')
  }
}
