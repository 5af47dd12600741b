import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UsageError } from '../../terminal/terminal'

/** Finds the folder of `--tree`, of DevTools' `project.config.json`, or `miniprogram`. Undefined if there is none. */
export function findMiniProgram(folder: string, named: string | undefined): string | undefined {
  const path = resolve(folder, named ?? rootIn(join(folder, 'project.config.json')) ?? 'miniprogram')
  if (existsSync(path)) return path
  if (named !== undefined)
    throw new UsageError(`--tree ${named}：没有这个目录`, `--tree ${named}: there is no such folder`)
  return undefined
}

/** Without `miniprogramRoot` the mini-program is the project folder itself. */
function rootIn(configPath: string): string | undefined {
  if (!existsSync(configPath)) return undefined
  try {
    const { miniprogramRoot } = JSON.parse(readFileSync(configPath, 'utf8')) as { miniprogramRoot?: unknown }
    return typeof miniprogramRoot === 'string' && miniprogramRoot !== '' ? miniprogramRoot : '.'
  } catch {
    return undefined
  }
}
