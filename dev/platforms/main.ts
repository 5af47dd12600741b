/**
 * npm run platforms: uploads through uni-app and Taro on stand-ins of Alipay and Douyin. The frameworks' runtimes are the
 * real ones, and so are backend, sockets and files.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFlags } from '../local-cloud/command/read-flags'
import { runCommand } from '../local-cloud/command/run-command'
import { timedStep } from '../release/timed-step'
import { startStack } from '../stack/stack'
import { createWxHost } from '../wx-host'
import { alipayOver } from './alipay'
import { check } from './checks'
import { douyinOver } from './douyin'
import { loadRuntime, RUNTIMES, type Runtime } from './runtimes'

const USAGE = `npm run platforms
  Uploads through the runtimes of uni-app and Taro on stand-ins of Alipay and Douyin. It installs these runtimes into a
  folder of its own. It takes no options.
`

async function main(): Promise<void> {
  readFlags({ options: {} })
  const folder = mkdtempSync(join(tmpdir(), 'platforms-'))
  const packages = join(folder, 'packages')
  try {
    await timedStep('install uni-app and Taro', () => install(packages))
    for (const runtime of RUNTIMES) await timedStep(runtime.name, () => prove(runtime, packages, folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function prove(runtime: Runtime, packages: string, folder: string): Promise<void> {
  const stack = await startStack({ folder: mkdtempSync(join(folder, 'cloud-')) })
  const host = createWxHost()
  const api = runtime.global === 'my' ? alipayOver(host.wx) : douyinOver(host.wx)
  try {
    const wx = await loadRuntime(runtime, api, packages, join(folder, `${runtime.name.replace(/\W/g, '-')}.mjs`))
    // Alipay's `readFile` knows no ranges.
    await check({ wx, stack, host, hasRanges: runtime.global !== 'my' })
  } finally {
    await host.dispose()
    await stack.close()
  }
}

function install(packages: string): void {
  cpSync(fileURLToPath(new URL('packages', import.meta.url)), packages, { recursive: true })
  const run = () =>
    spawnSync('npm', ['ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: packages,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    })
  // The registry may fail once.
  const { status, stderr } = run().status === 0 ? { status: 0, stderr: '' } : run()
  if (status !== 0) throw new Error(`npm ci failed:\n${stderr}`)
}

await runCommand(USAGE, main)
