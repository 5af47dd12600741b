import type { Bucket, BucketSettings } from '../../../dev/local-cloud/bucket/bucket'
import type { RandomBytes } from '../../../dev/local-cloud/http/exchange'
import { byKey } from '../../../dev/local-cloud/store/by-key'
import { createLock } from '../../../dev/local-cloud/store/lock'
import type { ObjectRecord, PartRecord, UploadRecord } from '../../../dev/local-cloud/store/record'
import type { Store } from '../../../dev/local-cloud/store/store'
import type { Uploads } from '../../../dev/local-cloud/store/uploads'
import { type MemoryData, memoryData } from './memory-data'

export interface MemoryBucket extends Bucket {
  data: MemoryData
}

/** A bucket of the local cloud that is in memory. The local cloud's own code above it applies all rules of OSS. */
export function memoryBucket(name: string, settings: BucketSettings, random: RandomBytes): MemoryBucket {
  const data = memoryData(random)
  const current = { ...settings }
  return {
    name,
    created: 0,
    settings: current,
    data,
    store: memoryStore(data),
    uploads: memoryUploads(data),
    appending: createLock(),
    async change(change) {
      Object.assign(current, change)
    },
  }
}

/** It has no versioning. */
function memoryStore(data: MemoryData): Store {
  const records = new Map<string, ObjectRecord>()
  return {
    receive: data.receive,
    join: async (names) => data.join(names),
    find: async (key) => records.get(key),
    list: () => [...records.values()].sort(byKey),
    versions: (key) => [records.get(key) ?? []].flat(),
    listVersions: () => [...records.values()].sort(byKey),
    async share({ data: name, size, crc64, contentMd5 }) {
      return { data: data.share(name), size, crc64, md5: Buffer.from(contentMd5, 'base64') }
    },
    discard: async ({ data: name }) => data.discard(name),
    async commit(record, { forbidOverwrite }) {
      const before = records.get(record.key)
      if (before && forbidOverwrite) return undefined
      records.set(record.key, record)
      if (before) data.discard(before.data)
      return record
    },
    async amend(key, change) {
      const record = records.get(key)
      if (!record) return undefined
      const amended = { ...record, ...change }
      records.set(key, amended)
      return amended
    },
    read: async (record, range) => data.read(record.data, range),
    path: () => {
      throw new Error('A bucket in memory has no paths.')
    },
    async remove(key) {
      const record = records.get(key)
      records.delete(key)
      if (record) data.discard(record.data)
      return record
    },
    addDeleteMarker: async () => {
      throw new Error('A bucket in memory has no versioning.')
    },
  }
}

function memoryUploads(data: MemoryData): Uploads {
  const uploads = new Map<string, { record: UploadRecord; parts: Map<number, PartRecord> }>()
  const exclusive = createLock()
  return {
    exclusive,
    async create(record) {
      uploads.set(record.uploadId, { record, parts: new Map() })
    },
    find: (uploadId) => uploads.get(uploadId)?.record,
    list: () => [...uploads.values()].map(({ record }) => record).sort(byKey),
    parts: (uploadId) => [...(uploads.get(uploadId)?.parts.values() ?? [])].sort((a, b) => a.number - b.number),
    putPart: (uploadId, part) =>
      exclusive(uploadId, async () => {
        const parts = uploads.get(uploadId)?.parts
        const before = parts?.get(part.number)
        parts?.set(part.number, part)
        if (before) data.discard(before.data)
        return parts !== undefined
      }),
    async remove(uploadId) {
      const upload = uploads.get(uploadId)
      uploads.delete(uploadId)
      for (const part of upload?.parts.values() ?? []) data.discard(part.data)
    },
  }
}
