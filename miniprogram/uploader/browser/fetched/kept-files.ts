import type { HeldFiles } from '../held-files'
import type { Database } from './database'
import { pathsIn } from './paths-in'
import type { Row } from './tab-scope'

/** Browsers copy a `File` that is kept; one beyond this size, bytes, has to be picked again. A handle costs nothing. */
const MOST_KEPT_BYTES = 256 * 1024 * 1024

/**
 * Files whose local path a stored value names, as a checkpoint does, for as long as some value names them: so an
 * upload goes on after a reload without picking again.
 */
export interface KeptFiles {
  /** Not to be waited for: a copy takes as long as it takes. */
  keepNamedIn(json: string): void
  dropUnnamed(): Promise<void>
}

export function keptFiles(database: Database, held: Pick<HeldFiles, 'at'>): KeptFiles {
  /** Looked after already. */
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
      // First the files: a value is there before the file that it names, and may come at any moment.
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
