/** The apps of `examples/`, each started as its user starts it. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jest } from '@jest/globals'
import { emitDeclarations } from '../../dev/build/declarations'
import { PACKAGES } from '../../dev/release/packages'
import { stagePackage } from '../../dev/release/stage-package'
import { describeExample } from './describe-example'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Next compiles the app first. */
jest.setTimeout(600_000)

for (const name of ['express', 'koa', 'fastify', 'nest']) {
  describeExample(name, {
    command: [process.execPath, '--import', 'tsx', `examples/${name}.ts`],
    cwd: ROOT,
    env: { TSX_TSCONFIG_PATH: 'examples/tsconfig.json' },
    isReady: /listening on (\d+)/,
  })
}

/**
 * A copy of `examples/next` with its node_modules: 340 MB, which `npm ci` does not install. Outside this repository,
 * because Next takes the outermost folder with a lock file for the app.
 */
const folder = process.env.NEXT_EXAMPLE

if (folder) {
  const next = join(folder, 'node_modules/next/dist/bin/next')
  const env = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  const start = { command: [process.execPath, next, 'start', '--port', '0'] as const, cwd: folder, env }
  describeExample('next', { ...start, isReady: /Local: +http:\/\/localhost:(\d+)/ }, async () => {
    await installServer(folder)
    const built = spawnSync(process.execPath, [next, 'build'], {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    })
    if (built.status !== 0) throw new Error(`next build: ${built.stdout}${built.stderr}`)
  })
}

/** As an app does, so that Next finds the packages where it looks for them when it makes its bundle. */
async function installServer(app: string): Promise<void> {
  const packed = mkdtempSync(join(tmpdir(), 'wx-oss-upload-server-'))
  const server = PACKAGES.find(({ workspace }) => workspace === 'server')
  emitDeclarations(ROOT, ['server'])
  if (server) await stagePackage(ROOT, server, packed)
  const npm = (cwd: string, ...args: string[]): string => execFileSync('npm', args, { cwd, encoding: 'utf8' })
  const file = npm(packed, 'pack', '--silent').trim()
  npm(app, 'install', '--no-save', '--no-audit', '--no-fund', join(packed, file))
  rmSync(packed, { recursive: true })
}

describe('the examples', () => {
  // `.ci/run` installs Next, and sets this.
  it(`are all tested where EVERY_EXAMPLE is set; left out here: ${folder ? 'none' : 'next'}`, () => {
    if (process.env.EVERY_EXAMPLE) expect(folder).toBeTruthy()
  })
})
