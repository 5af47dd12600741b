import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Writes the declarations of these borders into `.types`. @throws Error when a border does not compile */
export function emitDeclarations(root: string, borders: string[]): void {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [tsc, '-b', ...borders], { cwd: root, stdio: 'inherit' })
  if (status !== 0) throw new Error(`tsc -b ${borders.join(' ')} failed`)
}

/** Copies the declarations of a source folder; those whose source is gone are left behind in `.types`, and here. */
export function copyDeclarations(
  root: string,
  folder: string,
  to: string,
  keep: (path: string) => boolean = () => true,
): void {
  const emitted = join(root, '.types', folder)
  for (const path of readdirSync(emitted, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.d.ts') || !keep(path)) continue
    if (!existsSync(join(root, folder, path.replace(/\.d\.ts$/, '.ts')))) continue
    mkdirSync(dirname(join(to, path)), { recursive: true })
    copyFileSync(join(emitted, path), join(to, path))
  }
}
