import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UsageError } from '../local-cloud/command/read-flags'

/**
 * The folder with `app.json`: the given one, or the one that its `project.config.json` names, as in WeChat DevTools.
 *
 * @throws UsageError if it is not the folder of a mini-program
 */
export function miniProgramRoot(folder: string): string {
  const given = resolve(folder)
  const named = readJson(join(given, 'project.config.json'))?.miniprogramRoot
  const roots = [given, ...(typeof named === 'string' ? [join(given, named)] : [])]
  const found = roots.find((root) => readJson(join(root, 'app.json')))
  if (!found) throw new UsageError(`--root: expected the folder of a mini-program, with app.json; got ${folder}`)
  return found
}

function readJson(path: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  } catch {
    return undefined
  }
}
