import type { HeldFiles } from '../held-files'
import type { Database } from './database'
import type { Row } from './tab-scope'

/**
 * Browsers copy a stored `File`, so a larger one is not stored and must be picked again, bytes. A handle costs nothing.
 */
const MOST_KEPT_BYTES = 256 * 1024 * 1024

/**
 * Stores each file whose local path is named in a stored value, such as a checkpoint, for as long as a value names it.
 * So an upload can be resumed after a reload without picking the file again.
 */
export interface KeptFiles {
  /** Stores the files that the value names. Does not wait: copying a large file takes long. */
  keepNamedIn(json: string): void
  /** Removes the files that no stored value names. */
  dropUnnamed(): Promise<void>
}

export function keptFiles(database: Database, held: Pick<HeldFiles, 'at'>): KeptFiles {
  /** Paths of files that are stored or being stored. */
  const seen = new Set<string>()

  async function keep(path: string): Promise<void> {
    const file = held.at(path)
    if (!file || seen.has(path)) return
    seen.add(path)
    const isHuge = 'size' in file && file.size > MOST_KEPT_BYTES
    if (!isHuge && !(await database.keys('files')).includes(path)) await database.put('files', path, file)
  }
  return {
    keepNamedIn: (json) => pathsIn(json).forEach((path) => void keep(path)),
    async dropUnnamed() {
      // Read the files first: a value is stored before its file, so a file read here has its value among the rows.
      const paths = await database.keys('files')
      const rows = (await database.all('values')) as Row[]
      const named = new Set(rows.flatMap(({ json }) => pathsIn(json)))
      for (const path of paths) {
        if (named.has(path)) continue
        seen.delete(path)
        await database.remove('files', path)
      }
    },
  }
}

/** Finds the local paths of `held-files.ts` in a JSON text. JSON escapes none of their characters. */
const pathsIn = (json: string): string[] => json.match(/page-file:[\w./-]+/g) ?? []
