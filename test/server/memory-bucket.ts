import { Fault } from '../../server/faults/fault'
import {
  type Bucket,
  MARK_TYPES,
  type Promotion,
  type StoredObject,
  type StoredPart,
} from '../../server/oss/bucket/bucket'

/** A bucket in memory, with the relevant refusals of the real one, and a record of the calls. */
export interface MemoryBucket extends Bucket {
  objects: Map<string, StoredObject>
  promotions: Promotion[]
  removed: string[]
  /** Multipart uploads, by upload id. */
  uploads: Map<string, { key: string; contentType: string; parts: StoredPart[] }>
  /** Every call rejects while it is set. */
  down: boolean
  /** The first bytes of every object. */
  content: Uint8Array
  /** Runs before each copy, to simulate a concurrent change. */
  beforeCopy: () => void
}

let etags = 0

export const storedObject = (change: Partial<StoredObject> = {}): StoredObject => {
  etags += 1
  return {
    size: 9,
    contentType: 'image/jpeg',
    contentEncoding: '',
    objectType: 'Normal',
    storageClass: 'Standard',
    crc64: '11051210869376104954',
    etag: `"${etags}"`,
    modifiedAt: Date.UTC(2026, 0, 2, 3, 4, 0),
    ...change,
  }
}

export function memoryBucket(): MemoryBucket {
  const objects = new Map<string, StoredObject>()
  const reach = async (): Promise<void> => {
    if (bucket.down) throw new Fault('cloud-unavailable')
  }
  const bucket: MemoryBucket = {
    objects,
    promotions: [],
    removed: [],
    uploads: new Map(),
    down: false,
    content: Buffer.from('ffd8ffe000104a464946', 'hex'),
    beforeCopy: () => undefined,
    examine: reach,
    async head(key) {
      await reach()
      return objects.get(key)
    },
    async readBeginning(key, length) {
      await reach()
      const object = objects.get(key)
      return object && object.size > 0 ? { bytes: bucket.content.slice(0, length), etag: object.etag } : undefined
    },
    async promote(promotion) {
      await reach()
      bucket.beforeCopy()
      const source = objects.get(promotion.from)
      if (!source || source.etag !== promotion.ifMatch) return 'gone'
      if (objects.has(promotion.to)) return 'exists'
      objects.set(promotion.to, { ...source, contentType: promotion.contentType, dimensions: promotion.dimensions })
      bucket.promotions.push(promotion)
      return 'copied'
    },
    async publish(key) {
      await reach()
      return objects.has(key) ? 'published' : 'gone'
    },
    async initiate({ key, contentType }) {
      await reach()
      const uploadId = `upload-${bucket.uploads.size + 1}`
      bucket.uploads.set(uploadId, { key, contentType, parts: [] })
      return uploadId
    },
    async listParts(_, uploadId) {
      await reach()
      return bucket.uploads.get(uploadId)?.parts
    },
    async complete({ key, uploadId }) {
      await reach()
      const upload = bucket.uploads.get(uploadId)
      if (!upload) return 'gone'
      const size = upload.parts.reduce((sum, part) => sum + part.size, 0)
      objects.set(key, storedObject({ size, contentType: upload.contentType, objectType: 'Multipart' }))
      bucket.uploads.delete(uploadId)
      return 'completed'
    },
    async abort(_, uploadId) {
      await reach()
      return bucket.uploads.delete(uploadId) ? 'aborted' : 'gone'
    },
    async putMark({ key, state, overwrite = true }) {
      await reach()
      if (overwrite || !objects.has(key)) objects.set(key, storedObject({ size: 0, contentType: MARK_TYPES[state] }))
    },
    async remove(key) {
      await reach()
      objects.delete(key)
      bucket.removed.push(key)
    },
  }
  return bucket
}
