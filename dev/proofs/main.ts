/**
 * npm run proofs -- [NAME…]: builds apps of other frameworks with the packed library, and uploads a photo by each in the
 * preview. `npm run release -- --dry-run` packs the library.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFlags, UsageError } from '../local-cloud/command/read-flags'
import { runCommand } from '../local-cloud/command/run-command'
import { createBackendLog } from '../preview/server/backend-log'
import { startPreview } from '../preview/start-preview'
import { timedStep } from '../release/timed-step'
import { type Stack, startStack } from '../stack/stack'
import { PROOFS, type Proof } from './proofs'
import { uploadInPreview } from './upload-in-preview'

const USAGE = `npm run proofs -- [${PROOFS.map(({ name }) => name).join(' | ')}]
  Builds an app of each framework with the library of dist/release, and uploads a photo by it in the preview. It installs
  each framework into a folder of its own, which takes some minutes.
`

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

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
  const app = join(folder, 'app')
  const backendLog = createBackendLog()
  const stack = await startStack({ folder: join(folder, 'cloud'), wiring: { log: backendLog.log } })
  try {
    await timedStep(`install ${proof.name}`, () => install(proof, app))
    await timedStep(`build ${proof.name}`, () => build(proof, app, stack))
    const preview = await startPreview({ stack, backendLog, root: join(app, proof.output) })
    await timedStep(`upload by ${proof.name}`, () => uploadInPreview(preview.url)).finally(preview.close)
  } finally {
    await stack.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The framework, and the library as npm would unpack it. */
function install({ name }: Proof, app: string): void {
  cpSync(fileURLToPath(new URL(name, import.meta.url)), app, { recursive: true })
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
  if (!succeeds(install, app)) mustSucceed(install, app)
  const release = join(ROOT, 'dist/release')
  const tarball = readdirSync(release).find((file) => /^wx-oss-upload-\d.*\.tgz$/.test(file))
  if (!tarball) throw new Error('expected the library in dist/release: run npm run release -- --dry-run first')
  const library = join(app, 'node_modules/wx-oss-upload')
  mkdirSync(library)
  mustSucceed(['tar', '-xzf', join(release, tarball), '-C', library, '--strip-components=1'], app)
}

function build({ name, samples, build }: Proof, app: string, { url }: Stack): void {
  const text = readFileSync(join(ROOT, `docs/frameworks/${name}.md`), 'utf8')
  for (const [language, file] of Object.entries(samples)) {
    const [, sample = ''] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(text) ?? []
    const path = join(app, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, sample.replace('https://api.example.com', url))
  }
  mustSucceed(build, app)
}

const run = ([command, ...args]: readonly [string, ...string[]], cwd: string) =>
  spawnSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' })

const succeeds = (command: readonly [string, ...string[]], cwd: string): boolean => run(command, cwd).status === 0

function mustSucceed(command: readonly [string, ...string[]], cwd: string): void {
  const { status, stdout, stderr } = run(command, cwd)
  if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stdout}${stderr}`)
}

await runCommand(USAGE, main)
