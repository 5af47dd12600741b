import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The projects of the mini-program's and the page's package. */
export const CLIENT_PROJECTS = ['miniprogram', 'miniprogram/uploader/kits', 'miniprogram/uploader/frameworks']

/** Writes the declarations of these projects into `.types`. @throws Error if a project does not compile */
export function emitDeclarations(root: string, projects: string[]): void {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [tsc, '-b', ...projects], { cwd: root, stdio: 'inherit' })
  if (status !== 0) throw new Error(`tsc -b ${projects.join(' ')} failed`)
}

/** Copies the declarations of a source folder. `.types` may have old ones whose source is gone; they are skipped. */
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
    writeFileSync(
      join(to, path),
      withExtensions(readFileSync(join(emitted, path), 'utf8'), dirname(join(emitted, path))),
    )
  }
}

/**
 * Node's resolution, which TypeScript follows in the modes node16 and nodenext, knows no folders and no missing
 * extensions: without them every type would silently be `any`. All other modes understand extensions, too.
 * https://www.typescriptlang.org/docs/handbook/modules/reference.html#relative-file-path-resolution
 */
function withExtensions(declaration: string, folder: string): string {
  return declaration.replace(/(\bfrom |\bimport\(|^import )(['"])(\.[^'"]*)\2/gm, (_, before, quote, path) => {
    const isFile = existsSync(join(folder, `${path}.d.ts`))
    return `${before}${quote}${isFile ? path : `${path}/index`}.js${quote}`
  })
}
