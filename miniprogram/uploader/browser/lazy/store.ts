import type { Store } from '../../core/ports'
import type { HeldFiles } from '../held-files'
import type { Database } from './database'
import { keptFiles } from './kept-files'
import { type Row, tabScope } from './tab-scope'

/** Stores values in IndexedDB as JSON, separately for each tab, and with them the files that they name. */
export function browserStore(database: Database, held: Pick<HeldFiles, 'at'>): Store {
  const kept = keptFiles(database, held)
  const keyOf = async (key: string): Promise<string> => `${await tabScope(database)} ${key}`

  return {
    async get(key) {
      const row = (await database.get('values', await keyOf(key))) as Row | undefined
      return row && JSON.parse(row.json)
    },
    async set(key, value) {
      // Before the first `await`: later changes to the value must not be stored.
      const json = JSON.stringify(value) ?? 'null'
      const row: Row = { scope: await tabScope(database), json }
      await database.put('values', await keyOf(key), row)
      kept.keepNamedIn(json)
    },
    async remove(key) {
      await database.remove('values', await keyOf(key))
      await kept.dropUnnamed()
    },
  }
}
