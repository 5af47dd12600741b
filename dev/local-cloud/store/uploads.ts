import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { compareKeys } from './by-key'
import type { DataFolder } from './data-folder'
import { createLock, type Lock } from './lock'
import { readJson } from './read-json'
import type { PartRecord, UploadRecord } from './record'
import { writeJson } from './write-json'

/** The multipart uploads of one bucket: each has a folder in `uploads/`, with a JSON record for each part. */
export interface Uploads {
  create(record: UploadRecord): Promise<void>
  find(uploadId: string): UploadRecord | undefined
  /** Sorted by key, then by upload id. */
  list(): UploadRecord[]
  /** Sorted by number. */
  parts(uploadId: string): PartRecord[]
  /** Replaces a part of the same number. False if the upload is gone; the caller then discards the bytes. */
  putPart(uploadId: string, part: PartRecord): Promise<boolean>
  /** Nothing else changes the upload while `run` runs. It must not be nested, and `run` must not call `putPart`. */
  exclusive: Lock
  /** Removes the upload with its parts. Call it only inside `exclusive`. */
  remove(uploadId: string): Promise<void>
}

interface Upload {
  record: UploadRecord
  parts: Map<number, PartRecord>
}

export async function openUploads(folder: string, data: DataFolder): Promise<Uploads> {
  await mkdir(folder, { recursive: true })
  const uploads = await readUploads(folder)
  const exclusive = createLock()

  async function place(uploadId: string, part: PartRecord): Promise<boolean> {
    const upload = uploads.get(uploadId)
    if (!upload) return false
    const before = upload.parts.get(part.number)
    await writeJson(join(folder, uploadId, `${part.number}.json`), part)
    upload.parts.set(part.number, part)
    if (before) await data.discard(before.data)
    return true
  }

  return {
    exclusive,
    async create(record) {
      await mkdir(join(folder, record.uploadId))
      await writeJson(join(folder, record.uploadId, RECORD), record)
      uploads.set(record.uploadId, { record, parts: new Map() })
    },
    find: (uploadId) => uploads.get(uploadId)?.record,
    list: () => [...uploads.values()].map(({ record }) => record).sort(byKeyAndId),
    parts: (uploadId) => [...(uploads.get(uploadId)?.parts.values() ?? [])].sort((a, b) => a.number - b.number),
    putPart: (uploadId, part) => exclusive(uploadId, () => place(uploadId, part)),
    async remove(uploadId) {
      const upload = uploads.get(uploadId)
      if (!upload) return
      uploads.delete(uploadId)
      // The record goes first: without it, the next start deletes the rest.
      await rm(join(folder, uploadId, RECORD), { force: true })
      await rm(join(folder, uploadId), { recursive: true, force: true })
      for (const part of upload.parts.values()) await data.discard(part.data)
    },
  }
}

const RECORD = 'upload.json'

const byKeyAndId = (a: UploadRecord, b: UploadRecord): number =>
  compareKeys(a.key, b.key) || compareKeys(a.uploadId, b.uploadId)

async function readUploads(folder: string): Promise<Map<string, Upload>> {
  const uploads = new Map<string, Upload>()
  for (const uploadId of await readdir(folder)) {
    const names = await readdir(join(folder, uploadId))
    if (!names.includes(RECORD)) {
      await rm(join(folder, uploadId), { recursive: true })
      continue
    }
    const read = <Content>(name: string) => readJson<Content>(join(folder, uploadId, name))
    const parts = new Map<number, PartRecord>()
    for (const name of names) {
      if (!/^\d+\.json$/.test(name)) continue
      const part = await read<PartRecord>(name)
      if (part) parts.set(part.number, part)
    }
    const record = await read<UploadRecord>(RECORD)
    if (record) uploads.set(uploadId, { record, parts })
  }
  return uploads
}
