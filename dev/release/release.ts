/**
 * npm run release -- [--dry-run] [--to DIR]: builds, checks and packs the three packages of npm, and publishes them.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { emitDeclarations } from '../build/declarations'
import { readFlags } from '../local-cloud/command/read-flags'
import { runCommand } from '../local-cloud/command/run-command'
import { lintPackage, wrongTypes } from './check-package'
import { checkOutside } from './outside'
import { type Manifest, PACKAGES } from './packages'
import { runLocalCloud } from './run-local-cloud'
import { stagePackage } from './stage-package'
import { timedStep } from './timed-step'
import { installTools } from './tools'

const USAGE = `npm run release -- [--dry-run] [--to DIR]
  Builds, checks and packs wx-oss-upload, wx-oss-upload-server and oss-local, and publishes them to npm.
  --dry-run  does everything but publish
  --to       the folder for the packages. Default: dist/release
`

const root = fileURLToPath(new URL('../..', import.meta.url))

async function main(): Promise<number> {
  const { values } = readFlags({ options: { 'dry-run': { type: 'boolean' }, to: { type: 'string' } } })
  const to = resolve(values.to ?? join(root, 'dist/release'))
  rmSync(to, { recursive: true, force: true })
  await timedStep('install the tools', () => installTools())
  await timedStep('write the declarations', () =>
    emitDeclarations(
      root,
      PACKAGES.flatMap(({ projects }) => projects),
    ),
  )
  const built: Built[] = []
  const faults: string[] = []
  for (const one of PACKAGES) {
    const folder = join(to, one.workspace.replace('/', '-'))
    const manifest = await timedStep(`build ${one.workspace}`, () => stagePackage(root, one, folder))
    const tarball = await timedStep(`pack ${manifest.name}`, () => pack(folder, to))
    faults.push(...(await timedStep(`publint ${manifest.name}`, () => lintPackage(folder, manifest))))
    faults.push(...(await timedStep(`types of ${manifest.name}`, () => wrongTypes(tarball))))
    if (manifest.name === 'oss-local') faults.push(...(await timedStep('run oss-local', () => runLocalCloud(tarball))))
    built.push({ manifest, tarball })
  }
  faults.push(...(await timedStep('use the packages outside', () => checkOutside(root, tarballsOf(built)))))
  for (const fault of faults) console.error(`✗ ${fault}`)
  if (faults.length > 0) return 1
  for (const tarball of tarballsOf(built)) console.log(tarball)
  if (values['dry-run']) return 0
  for (const { manifest, tarball } of built) await publish(manifest, tarball, to)
  return 0
}

interface Built {
  manifest: Manifest
  tarball: string
}

const tarballsOf = (built: readonly Built[]): string[] => built.map(({ tarball }) => tarball)

/** A release that broke off goes on behind the packages that it has published. */
async function publish({ name, version }: Manifest, tarball: string, to: string): Promise<void> {
  const found = spawnSync('npm', ['view', `${name}@${version}`, 'version'], { encoding: 'utf8' })
  if (found.status === 0 && found.stdout.trim() === version) console.log(`${name} ${version} is published already`)
  else await timedStep(`publish ${name} ${version}`, () => npm(['publish', tarball], to))
}

/** The path of the tarball. */
function pack(folder: string, to: string): string {
  mkdirSync(to, { recursive: true })
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', to], folder)) as [{ filename: string }]
  return join(to, filename)
}

function npm(args: string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm ${args[0]} failed:\n${stderr}`)
  return stdout
}

await runCommand(USAGE, main)
