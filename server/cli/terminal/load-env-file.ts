import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as util from 'node:util'
import type { Environment } from '../../config/parse-environment'
import { UsageError } from './terminal'

const DEFAULT = '.env'

/**
 * Adds the values of a file to the environment. Variables that are already set stay, as with `node --env-file`.
 * Without a name the file is `.env`, which may be absent.
 */
export function withEnvFile(env: Environment, folder: string, name: string | undefined): Environment {
  const path = resolve(folder, name ?? DEFAULT)
  if (!existsSync(path)) {
    if (name === undefined) return env
    throw new UsageError(`--env-file ${name}：没有这个文件`, `--env-file ${name}: there is no such file`)
  }
  return { ...parseEnvText(readFileSync(path, 'utf8')), ...env }
}

export function parseEnvText(text: string): Record<string, string> {
  // Node has `parseEnv` since 20.12.
  if (!('parseEnv' in util))
    throw new UsageError(
      '.env：需要 Node 20.12 或更高版本，或使用 node --env-file',
      '.env: expected Node 20.12 or later; or use node --env-file',
    )
  return util.parseEnv(text) as Record<string, string>
}
