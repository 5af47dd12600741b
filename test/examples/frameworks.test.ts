/** The apps of `examples/`, each started as its user starts it. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jest } from '@jest/globals'
import { bundleServer } from '../../dev/build/server'
import { linkDependencies } from '../build/packages/link-dependencies'
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
    await installServer(join(folder, 'node_modules/wx-oss-upload-server'))
    const built = spawnSync(process.execPath, [next, 'build'], {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    })
    if (built.status !== 0) throw new Error(`next build: ${built.stdout}${built.stderr}`)
  })
}

async function installServer(to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true })
  await bundleServer(ROOT, join(to, 'dist'))
  copyFileSync(join(ROOT, 'server/package.json'), join(to, 'package.json'))
  linkDependencies(ROOT, join(to, 'node_modules'))
}

describe('the examples', () => {
  // `.ci/run` installs Next, and sets this.
  it(`are all tested where EVERY_EXAMPLE is set; left out here: ${folder ? 'none' : 'next'}`, () => {
    if (process.env.EVERY_EXAMPLE) expect(folder).toBeTruthy()
  })
})
