import { createHash } from 'node:crypto'
import { link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RandomBytes } from '../http/exchange'
import { byKey } from './by-key'
import type { DataFolder, Received } from './data-folder'
import { createLock } from './lock'
import { readJson } from './read-json'
import type { ObjectDraft, ObjectRecord } from './record'
import { writeJson } from './write-json'

/** The objects of one bucket: a JSON record for each key in `objects/`, the bytes in the data folder. */
export interface Store extends Pick<DataFolder, 'receive' | 'join'> {
  find(key: string): Promise<ObjectRecord | undefined>
  /** Sorted by the bytes of the keys, as in OSS. */
  list(): readonly ObjectRecord[]
  /** Links the bytes of an object for another object. */
  share(record: ObjectRecord): Promise<Received>
  discard(received: Pick<Received, 'data'>): Promise<void>
  /** Makes the object visible in one step. False if `forbidOverwrite` is set and the key exists. */
  commit(record: ObjectRecord, forbidOverwrite: boolean): Promise<boolean>
  /** Changes an object's record, not its bytes; undefined if there is no such object. */
  amend(key: string, change: Partial<ObjectDraft>): Promise<ObjectRecord | undefined>
  /** `end` is inclusive, as in a Range header. Rejects with ENOENT if the object was replaced meanwhile. */
  read(record: ObjectRecord, range?: { start: number; end: number }): Promise<AsyncIterable<Uint8Array>>
  /** Path of the file with the bytes. */
  path(record: ObjectRecord): string
  remove(key: string): Promise<void>
}

export async function openStore(folder: string, data: DataFolder, random: RandomBytes): Promise<Store> {
  await mkdir(folder, { recursive: true })
  const records = await readRecords(folder)
  let sorted: readonly ObjectRecord[] | undefined
  const remember = (key: string, record: ObjectRecord | undefined): void => {
    if (record) records.set(key, record)
    else records.delete(key)
    sorted = undefined
  }
  return {
    receive: data.receive,
    join: data.join,
    find: async (key) => records.get(key),
    list() {
      sorted ??= [...records.values()].sort(byKey)
      return sorted
    },
    async share({ data: shared, size, crc64, contentMd5 }) {
      return { data: await data.share(shared), size, crc64, md5: Buffer.from(contentMd5, 'base64') }
    },
    discard: ({ data: name }) => data.discard(name),
    read: async (record, range) => (record.size === 0 ? emptyStream() : data.read(record.data, range)),
    path: (record) => data.path(record.data),
    ...createChanges({ folder, data, random, records, remember }),
  }
}

interface Records {
  folder: string
  data: DataFolder
  random: RandomBytes
  records: ReadonlyMap<string, ObjectRecord>
  remember(key: string, record: ObjectRecord | undefined): void
}

/** The calls that change an object; for each key they run one after the other. */
function createChanges({
  folder,
  data,
  random,
  records,
  remember,
}: Records): Pick<Store, 'commit' | 'amend' | 'remove'> {
  const lock = createLock()
  const recordPath = (key: string) => join(folder, `${createHash('sha256').update(key).digest('hex')}.json`)
  return {
    commit: (record, forbidOverwrite) =>
      lock(record.key, async () => {
        const before = records.get(record.key)
        const draft = join(folder, `${random(16).toString('hex')}.draft`)
        await writeFile(draft, JSON.stringify(record, null, 2))
        const placed = await place(draft, recordPath(record.key), forbidOverwrite)
        if (!placed) return false
        remember(record.key, record)
        if (before && before.data !== record.data) await data.discard(before.data)
        return true
      }),
    amend: (key, change) =>
      lock(key, async () => {
        const record = records.get(key)
        if (!record) return undefined
        const amended = { ...record, ...change }
        await writeJson(recordPath(key), amended)
        remember(key, amended)
        return amended
      }),
    remove: (key) =>
      lock(key, async () => {
        const record = records.get(key)
        if (!record) return
        await rm(recordPath(key), { force: true })
        remember(key, undefined)
        await data.discard(record.data)
      }),
  }
}

/** Reads all records. A draft is from a process that was killed before its object became visible; it is removed. */
async function readRecords(folder: string): Promise<Map<string, ObjectRecord>> {
  const records = new Map<string, ObjectRecord>()
  for (const name of await readdir(folder)) {
    if (name.endsWith('.draft')) await rm(join(folder, name))
    if (!name.endsWith('.json')) continue
    const record = await readJson<ObjectRecord>(join(folder, name))
    if (record) records.set(record.key, record)
  }
  return records
}

/** `link` fails if the name exists, so only one of two uploads that forbid overwriting can win. */
async function place(draft: string, path: string, forbidOverwrite: boolean): Promise<boolean> {
  if (!forbidOverwrite) {
    await rename(draft, path)
    return true
  }
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if (Object(error).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function* emptyStream(): AsyncGenerator<Uint8Array> {}
