import { createHash } from 'node:crypto'
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RandomBytes } from '../http/exchange'
import { byKey } from './by-key'
import type { DataFolder, Received } from './data-folder'
import { createLock } from './lock'
import type { ObjectDraft, ObjectRecord } from './record'
import { writeJson } from './write-json'

/** The objects of one bucket: a JSON record for each key in `objects/`, and their bytes in the data folder. */
export interface Store extends Pick<DataFolder, 'receive' | 'join'> {
  find(key: string): Promise<ObjectRecord | undefined>
  /** In the order of their keys' bytes, as OSS lists them. */
  list(): readonly ObjectRecord[]
  /** The bytes of an object once more, for another one. */
  share(record: ObjectRecord): Promise<Received>
  discard(received: Pick<Received, 'data'>): Promise<void>
  /** Makes the object visible at once. False when `forbidOverwrite` and the key is taken. */
  commit(record: ObjectRecord, forbidOverwrite: boolean): Promise<boolean>
  /** Changes what is said of an object, and not its bytes; undefined when there is none. */
  amend(key: string, change: Partial<ObjectDraft>): Promise<ObjectRecord | undefined>
  /** `end` is inclusive, as in a Range header. Rejects with ENOENT when the object was replaced meanwhile. */
  read(record: ObjectRecord, range?: { start: number; end: number }): Promise<AsyncIterable<Uint8Array>>
  /** Where the bytes are. */
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

/** What changes an object, one after the other for each key. */
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

/** Drafts are of a process that was killed before it had made their objects visible. */
async function readRecords(folder: string): Promise<Map<string, ObjectRecord>> {
  const records = new Map<string, ObjectRecord>()
  for (const name of await readdir(folder)) {
    if (name.endsWith('.draft')) await rm(join(folder, name))
    if (!name.endsWith('.json')) continue
    const record = JSON.parse(await readFile(join(folder, name), 'utf8')) as ObjectRecord
    records.set(record.key, record)
  }
  return records
}

/** `link` fails where the name exists, so two uploads that forbid overwriting cannot both win. */
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
