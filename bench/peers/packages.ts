import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { progress } from '../rig/report'

/** The other libraries have a folder of their own, so that `npm ci` of the project stays quick. */
export const PACKAGES = new URL('packages/', import.meta.url)

/** Installs them if they are not there yet. */
export function installPeers(): void {
  if (existsSync(new URL('node_modules', PACKAGES))) return
  progress('installing the other libraries')
  const args = ['ci', '--no-audit', '--no-fund', '--legacy-peer-deps']
  const { status } = spawnSync('npm', args, { cwd: fileURLToPath(PACKAGES), stdio: 'inherit' })
  if (status !== 0) throw new Error('npm ci failed in bench/peers/packages')
}
