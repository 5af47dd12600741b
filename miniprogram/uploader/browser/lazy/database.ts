import { orNothing } from './or-nothing'

/**
 * Two tables in the page's IndexedDB. Storage may be blocked, full, or cleared at any time: a failed read finds
 * nothing, and a failed write stores nothing. If IndexedDB does not answer once, as Safari's was seen to do, it is not
 * asked again. https://bugs.webkit.org/show_bug.cgi?id=226547
 */
export interface Database {
  get(table: Table, key: string): Promise<unknown>
  all(table: Table): Promise<unknown[]>
  keys(table: Table): Promise<string[]>
  put(table: Table, key: string, value: unknown): Promise<void>
  remove(table: Table, key: string): Promise<void>
}

export type Table = 'values' | 'files'

const NAME = 'wx-oss-upload'

export function database(): Database {
  let opened: Promise<IDBDatabase> | undefined
  let isSilent = false
  /** Finds nothing if there is no answer in time. Files take longer: one may be large, and the others wait for it. */
  const inTime = <T>(table: Table, work: () => Promise<T>): Promise<T | undefined> => {
    if (isSilent) return Promise.resolve(undefined)
    const onSilence = (): void => {
      isSilent = true
    }
    return orNothing(work(), table === 'files' ? MOST_FILE_MS : MOST_MS, onSilence)
  }
  const open = (): Promise<IDBDatabase> => {
    opened ??= openDatabase(() => {
      opened = undefined
    })
    return opened
  }
  const read = <T>(table: Table, ask: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> =>
    inTime(table, () => open().then((db) => settled(ask(db.transaction(table).objectStore(table)))))
  const write = (table: Table, change: (rows: IDBObjectStore) => unknown): Promise<void> =>
    inTime(table, () =>
      open().then((db) => {
        const transaction = db.transaction(table, 'readwrite')
        change(transaction.objectStore(table))
        // Without it, the transaction commits only after the page has handled its events, which a frozen page does not.
        // Since Safari 15.
        transaction.commit?.()
        return committed(transaction)
      }),
    )

  return {
    get: (table, key) => read(table, (rows) => rows.get(key)),
    all: (table) => read(table, (rows) => rows.getAll()).then((values) => values ?? []),
    keys: (table) => read(table, (rows) => rows.getAllKeys()).then((keys) => (keys ?? []).map(String)),
    put: (table, key, value) => write(table, (rows) => rows.put(value, key)),
    remove: (table, key) => write(table, (rows) => rows.delete(key)),
  }
}

/** A value is small: what has not answered by then will not answer, ms. */
const MOST_MS = 2_000
const MOST_FILE_MS = 60_000

function openDatabase(onLost: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      for (const table of ['values', 'files']) request.result.createObjectStore(table)
    }
    request.onsuccess = () => {
      const db = request.result
      db.onclose = onLost
      // Another tab has a newer version of the app, or clears the data, and waits until this connection is closed.
      db.onversionchange = () => {
        db.close()
        onLost()
      }
      resolve(db)
    }
    request.onerror = () => {
      onLost()
      reject(request.error)
    }
  })
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}
