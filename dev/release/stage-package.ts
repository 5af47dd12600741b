import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest, ReleasePackage } from './packages'

/** What only developers of the workspace need. */
const OF_THE_WORKSPACE = ['private', 'scripts', 'devDependencies']

/** Every package has these files beside its code. */
const DOCUMENTS = ['README.md', 'CHANGELOG.md', 'LICENSE'] as const

/** Writes a package as npm shall pack it into a folder. @throws Error that names a document which is missing */
export async function stagePackage(root: string, one: ReleasePackage, to: string): Promise<Manifest> {
  mkdirSync(to, { recursive: true })
  const workspace = join(root, one.workspace)
  const own = JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8')) as Manifest
  const kept = Object.entries(own).filter(([field]) => !OF_THE_WORKSPACE.includes(field))
  const fields = { ...Object.fromEntries(kept), ...one.instead?.(own) } as Manifest
  const manifest = { ...fields, files: [...(fields.files ?? []), ...DOCUMENTS] }
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  for (const name of DOCUMENTS) {
    // A workspace may have its own; the others share those of the project.
    const path = [workspace, root].map((folder) => join(folder, name)).find((found) => existsSync(found))
    if (path === undefined) throw new Error(`expected a ${name} in ${one.workspace} or in the root`)
    copyFileSync(path, join(to, name))
  }
  await one.build(root, to)
  return manifest
}
