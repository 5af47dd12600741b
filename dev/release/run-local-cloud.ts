import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const INSTALL = ['install', '--no-audit', '--no-fund']
const START = ['--no-install', 'oss-local', '--port', '0', '--data', 'data', '--json']

/** Installs the local cloud from its tarball into an empty folder, and asks what `npx oss-local` starts. Returns what is wrong. */
export async function runLocalCloud(tarball: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'oss-local-'))
  const options = { cwd: folder, shell: process.platform === 'win32' }
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    const install = () => spawnSync('npm', [...INSTALL, tarball], { ...options, encoding: 'utf8' })
    // The registry may fail once.
    let installed = install()
    if (installed.status !== 0) installed = install()
    if (installed.status !== 0) return [`oss-local cannot be installed: ${installed.stderr}`]
    return await askCloud(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function askCloud(cwd: string): Promise<string[]> {
  // A group of its own, because npx does not pass a signal on to the command.
  const child = spawn('npx', START, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise((resolve) => child.once('close', resolve))
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  try {
    for await (const line of createInterface(child.stdout)) {
      const { endpoint } = JSON.parse(line) as { endpoint: string }
      // OSS refuses a request that nobody has signed.
      const { status } = await fetch(endpoint)
      return status === 403 ? [] : [`npx oss-local: expected status 403 at ${endpoint}, got ${status}`]
    }
    return [`npx oss-local ended without an address: ${errors}`]
  } finally {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
    await ended
  }
}
