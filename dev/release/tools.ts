import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The tools that check packages have a folder of their own, so that `npm ci` of the project stays quick. */
export const TOOLS = new URL('tools/', import.meta.url)

/** Installs the tools if they are not there. The registry may fail once. @throws Error */
export function installTools(): void {
  if (existsSync(new URL('node_modules', TOOLS))) return
  const install = (): boolean =>
    spawnSync('npm', ['ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: fileURLToPath(TOOLS),
      stdio: 'inherit',
    }).status === 0
  if (!install() && !install()) throw new Error('npm ci failed in dev/release/tools')
}

/** Loads one of the tools. */
export async function loadTool<Tool>(name: string): Promise<Tool> {
  const path = createRequire(new URL('package.json', TOOLS)).resolve(name)
  return (await import(pathToFileURL(path).href)) as Tool
}
