import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UsageError } from '../terminal'

/** The folder named; else what DevTools' `project.config.json` says, else `miniprogram`. Undefined: there is none. */
export function findMiniProgram(folder: string, named: string | undefined): string | undefined {
  const path = resolve(folder, named ?? rootIn(join(folder, 'project.config.json')) ?? 'miniprogram')
  if (existsSync(path)) return path
  if (named !== undefined) throw new UsageError(`--tree ${named}: there is no such folder`)
  return undefined
}

/** Without a root of its own the project is the mini-program. */
function rootIn(configPath: string): string | undefined {
  if (!existsSync(configPath)) return undefined
  try {
    const { miniprogramRoot } = JSON.parse(readFileSync(configPath, 'utf8')) as { miniprogramRoot?: unknown }
    return typeof miniprogramRoot === 'string' && miniprogramRoot !== '' ? miniprogramRoot : '.'
  } catch {
    return undefined
  }
}
