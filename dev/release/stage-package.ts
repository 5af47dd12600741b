import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { absoluteLinks } from './absolute-links'
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
    const folder = [one.workspace, ''].find((found) => existsSync(join(root, found, name)))
    if (folder === undefined) throw new Error(`expected a ${name} in ${one.workspace} or in the root`)
    const text = readFileSync(join(root, folder, name), 'utf8')
    writeFileSync(join(to, name), name === 'LICENSE' ? text : absoluteLinks(text, manifest.homepage, folder))
  }
  await one.build(root, to)
  return manifest
}
