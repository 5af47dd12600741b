import { mkdir } from 'node:fs/promises'
import type { RandomBytes } from '../http/exchange'
import { type ObjectVersion, objectOf, type Versions } from '../versions/version'
import { byKey } from './by-key'
import { createChanges, type ObjectChanges } from './changes'
import type { DataFolder, Received } from './data-folder'
import { readObjectFiles } from './object-files'
import type { ObjectRecord } from './record'

/** The objects of one bucket: a JSON file for each key in `objects/`, the bytes in the data folder. */
export interface Store extends ObjectChanges, Pick<DataFolder, 'receive' | 'join'> {
  /** The current version; undefined if it is a delete marker. */
  find(key: string): Promise<ObjectRecord | undefined>
  /** Sorted by the bytes of the keys, as in OSS; without objects whose current version is a delete marker. */
  list(): readonly ObjectRecord[]
  /** Empty if there is no such object. */
  versions(key: string): Versions
  /** All versions of all objects, sorted by the bytes of the keys; of one object the newest first. */
  listVersions(): ObjectVersion[]
  /** Links the bytes of an object for another object. */
  share(record: ObjectRecord): Promise<Received>
  discard(received: Pick<Received, 'data'>): Promise<void>
  /** `end` is inclusive, as in a Range header. Rejects with ENOENT if the object was replaced meanwhile. */
  read(record: ObjectRecord, range?: { start: number; end: number }): Promise<AsyncIterable<Uint8Array>>
  /** Path of the file with the bytes. */
  path(record: ObjectRecord): string
}

export async function openStore(folder: string, data: DataFolder, random: RandomBytes): Promise<Store> {
  await mkdir(folder, { recursive: true })
  const objects = await readObjectFiles(folder)
  let sorted: readonly ObjectRecord[] | undefined
  const remember = (key: string, versions: Versions): void => {
    if (versions.length > 0) objects.set(key, versions)
    else objects.delete(key)
    sorted = undefined
  }
  return {
    receive: data.receive,
    join: data.join,
    find: async (key) => objectOf(objects.get(key)?.[0]),
    list() {
      sorted ??= [...objects.values()].flatMap(([current]) => objectOf(current) ?? []).sort(byKey)
      return sorted
    },
    versions: (key) => objects.get(key) ?? [],
    // `sort` keeps the order of versions with the same key.
    listVersions: () => [...objects.values()].flat().sort(byKey),
    async share({ data: shared, size, crc64, contentMd5 }) {
      return { data: await data.share(shared), size, crc64, md5: Buffer.from(contentMd5, 'base64') }
    },
    discard: ({ data: name }) => data.discard(name),
    read: async (record, range) => (record.size === 0 ? emptyStream() : data.read(record.data, range)),
    path: (record) => data.path(record.data),
    ...createChanges({ folder, data, random, objects, remember }),
  }
}

async function* emptyStream(): AsyncGenerator<Uint8Array> {}
