import { Fault } from '../../server/fault'
import type { Bucket, Promotion, StoredObject } from '../../server/oss/bucket'

/** A bucket in memory, with the refusals of the real one that matter here, and a journal of the calls. */
export interface MemoryBucket extends Bucket {
  objects: Map<string, StoredObject>
  promotions: Promotion[]
  removed: string[]
  /** Every call rejects while it is set. */
  down: boolean
  /** What every object begins with. */
  content: Uint8Array
  /** Runs before each copy: what somebody else does at that moment. */
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
    down: false,
    content: Buffer.from('ffd8ffe000104a464946', 'hex'),
    beforeCopy: () => undefined,
    async head(key) {
      await reach()
      return objects.get(key)
    },
    async readHead(key, length, ifMatch) {
      await reach()
      const object = objects.get(key)
      return object?.etag === ifMatch ? bucket.content.slice(0, length) : undefined
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
    async remove(key) {
      await reach()
      objects.delete(key)
      bucket.removed.push(key)
    },
  }
  return bucket
}
