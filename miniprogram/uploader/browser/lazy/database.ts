/**
 * Two tables in the page's IndexedDB. Storage may be blocked, full, or cleared at any time: a failed read finds
 * nothing, and a failed write stores nothing.
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
  const open = (): Promise<IDBDatabase> => {
    opened ??= openDatabase(() => {
      opened = undefined
    })
    return opened
  }
  const read = <T>(table: Table, ask: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> =>
    open()
      .then((db) => settled(ask(db.transaction(table).objectStore(table))))
      .catch(() => undefined)
  const write = (table: Table, change: (rows: IDBObjectStore) => unknown): Promise<void> =>
    open()
      .then((db) => {
        const transaction = db.transaction(table, 'readwrite')
        change(transaction.objectStore(table))
        // Without it, the transaction commits only after the page has handled its events, which a frozen page does not.
        // Since Safari 15.
        transaction.commit?.()
        return committed(transaction)
      })
      .catch(() => {})

  return {
    get: (table, key) => read(table, (rows) => rows.get(key)),
    all: (table) => read(table, (rows) => rows.getAll()).then((values) => values ?? []),
    keys: (table) => read(table, (rows) => rows.getAllKeys()).then((keys) => (keys ?? []).map(String)),
    put: (table, key, value) => write(table, (rows) => rows.put(value, key)),
    remove: (table, key) => write(table, (rows) => rows.delete(key)),
  }
}

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
