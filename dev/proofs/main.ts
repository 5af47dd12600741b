/**
 * npm run proofs -- [NAME…]: builds apps of other frameworks with the packed library, and uploads a photo by each in the
 * preview. `npm run release -- --dry-run` packs the library.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFlags, UsageError } from '../local-cloud/command/read-flags'
import { runCommand } from '../local-cloud/command/run-command'
import { createBackendLog } from '../preview/server/backend-log'
import { startPreview } from '../preview/start-preview'
import { timedStep } from '../release/timed-step'
import { type Stack, startStack } from '../stack/stack'
import { arrivalOf } from './arrival'
import { type App, PROOFS, type Proof } from './proofs'
import { samplesOf } from './samples'
import { PHOTO, uploadInPreview } from './upload-in-preview'

const USAGE = `npm run proofs -- [${PROOFS.map(({ name }) => name).join(' | ')}]
  Builds an app of each framework with the library of dist/release, and uploads a photo by it in the preview. It installs
  each framework into a folder of its own, which takes some minutes.
`

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PROOFS_FOLDER = join(ROOT, 'dev/proofs')

async function main(): Promise<void> {
  const { positionals } = readFlags({ options: {}, allowPositionals: true })
  const unknown = positionals.find((name) => !PROOFS.some((proof) => proof.name === name))
  if (unknown !== undefined) throw new UsageError(`there is no proof ${unknown}`)
  for (const proof of PROOFS) {
    if (positionals.length === 0 || positionals.includes(proof.name)) await prove(proof)
  }
}

async function prove(proof: Proof): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), `proof-${proof.name}-`))
  const project = join(folder, 'project')
  try {
    await timedStep(`install ${proof.name}`, () => install(proof, project))
    for (const app of proof.apps) await proveApp(proof, app, project, mkdtempSync(join(folder, 'cloud-')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function proveApp(proof: Proof, app: App, project: string, cloud: string): Promise<void> {
  const what = [proof.name, app.section ?? app.output].join(': ')
  const backendLog = createBackendLog()
  const stack = await startStack({ folder: cloud, wiring: { log: backendLog.log } })
  try {
    await timedStep(`build ${what}`, () => build(proof, app, project, stack))
    const preview = await startPreview({ stack, backendLog, root: join(project, app.output) })
    const arrival = (): Promise<void> => arrivalOf(readFileSync(PHOTO), stack.cloud)
    await timedStep(`upload by ${what}`, () => uploadInPreview(preview.url, app.kit, arrival)).finally(preview.close)
  } finally {
    await stack.close()
  }
}

/** The framework, and the library as npm would unpack it. */
function install({ name }: Proof, project: string): void {
  cpSync(folderOf(name), project, { recursive: true })
  // Taro names optional packages that do not exist, which `npm ci` refuses. The versions are those of the lock file.
  const install = [
    'npm',
    'install',
    '--no-save',
    '--legacy-peer-deps',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ] as const
  // The registry may fail once.
  if (!succeeds(install, project)) mustSucceed(install, project)
  const release = join(ROOT, 'dist/release')
  const tarball = readdirSync(release).find((file) => /^wx-oss-upload-\d.*\.tgz$/.test(file))
  if (!tarball) throw new Error('expected the library in dist/release: run npm run release -- --dry-run first')
  const library = join(project, 'node_modules/wx-oss-upload')
  mkdirSync(library, { recursive: true })
  mustSucceed(['tar', '-xzf', join(release, tarball), '-C', library, '--strip-components=1'], project)
  mustSucceed(['npm', 'pkg', 'set', 'dependencies.wx-oss-upload=*'], project)
}

/** Builds the app with the samples of its pages, and with the backend of this stack. */
function build({ name, pages = [`frameworks/${name}.md`] }: Proof, app: App, project: string, { url }: Stack): void {
  const { section, source = 'src', module, build, env, output } = app
  // A native mini-program is not made by its build, which only adds the packages.
  if (!existsSync(join(folderOf(name), output))) rmSync(join(project, output), { recursive: true, force: true })
  if (module) cpSync(join(ROOT, 'dist/copy/uni_modules/wx-oss-upload'), join(project, module), { recursive: true })
  for (const page of pages) {
    for (const [file, code] of samplesOf(readFileSync(join(ROOT, 'docs', page), 'utf8'), section)) {
      const path = join(project, file.replace(/^src\//, `${source}/`))
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, code.replace('https://api.example.com', url))
    }
  }
  if (build) mustSucceed(build, project, env)
}

function folderOf(name: string): string {
  const example = join(ROOT, 'examples', name)
  return existsSync(example) ? example : join(PROOFS_FOLDER, name)
}

const run = ([command, ...args]: readonly [string, ...string[]], cwd: string, env: App['env'] = {}) =>
  spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })

const succeeds = (command: readonly [string, ...string[]], cwd: string): boolean => run(command, cwd).status === 0

function mustSucceed(command: readonly [string, ...string[]], cwd: string, env?: App['env']): void {
  const { status, stdout, stderr } = run(command, cwd, env)
  if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stdout}${stderr}`)
}

await runCommand(USAGE, main)
