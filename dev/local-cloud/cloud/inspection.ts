import type { Bucket } from '../bucket/bucket'
import { parseInstructions } from '../image/instructions'
import { processImage } from '../image/process-image'
import type { ObjectRecord, PartRecord, UploadRecord } from '../store/record'
import type { Cloud } from './cloud'
import type { JournalEntry } from './journal'

export interface BucketView {
  name: string
  region: string
  acl: string
  blockPublicAccess: boolean
  objects: number
  /** Size of all objects. */
  bytes: number
  uploads: number
  corsRules: number
  lifecycleRules: number
}

export interface UploadView extends Pick<UploadRecord, 'key' | 'uploadId' | 'initiated'> {
  parts: Pick<PartRecord, 'number' | 'size' | 'etag' | 'lastModified'>[]
}

/** Credentials issued by AssumeRole, without their secrets. */
export interface CredentialView {
  accessKeyId: string
  roleSessionName: string
  /** Milliseconds since 1970. */
  issued: number
  expires: number
  isRevoked: boolean
  /** The session policy; empty for none. */
  policy: string
}

/** What the cloud contains, for people and their tools. OSS has no such API. */
export interface Inspection {
  buckets(): BucketView[]
  /** In the order of their keys; undefined if there is no such bucket. */
  objects(bucket: string): readonly ObjectRecord[] | undefined
  /** The object's bytes; undefined if there is no such object. */
  read(bucket: string, key: string): Promise<AsyncIterable<Uint8Array> | undefined>
  /** A small JPEG; undefined if the object is not an image. */
  thumbnail(bucket: string, key: string, side?: number): Promise<Buffer | undefined>
  /** Multipart uploads in progress. */
  uploads(bucket: string): UploadView[] | undefined
  /** Newest first. */
  credentials(): CredentialView[]
  /** The last requests, newest first, each with its verdict and the rule that decided. */
  requests(limit?: number): JournalEntry[]
}

export function createInspection(cloud: Cloud): Inspection {
  const { buckets, journal, ring } = cloud
  return {
    buckets: () => [...buckets.values()].map((bucket) => viewOf(bucket, cloud.region)),
    objects: (name) => buckets.get(name)?.store.list(),
    async read(name, key) {
      const store = buckets.get(name)?.store
      const record = await store?.find(key)
      return record && store?.read(record)
    },
    thumbnail: (name, key, side = 160) => thumbnail(buckets.get(name), key, side),
    uploads(name) {
      const uploads = buckets.get(name)?.uploads
      return uploads?.list().map(({ key, uploadId, initiated }) => ({
        key,
        uploadId,
        initiated,
        parts: uploads
          .parts(uploadId)
          .map(({ number, size, etag, lastModified }) => ({ number, size, etag, lastModified })),
      }))
    },
    credentials: () =>
      ring
        .sessions()
        .reverse()
        .map(({ accessKeyId, roleSessionName, issued, expires, isRevoked, policyText: policy }) => ({
          accessKeyId,
          roleSessionName,
          issued,
          expires,
          isRevoked,
          policy,
        })),
    requests: (limit = 200) => journal.entries.slice(-limit).reverse(),
  }
}

function viewOf({ name, settings, store, uploads }: Bucket, region: string): BucketView {
  const objects = store.list()
  return {
    name,
    region,
    acl: settings.acl,
    blockPublicAccess: settings.blockPublicAccess,
    objects: objects.length,
    bytes: objects.reduce((sum, { size }) => sum + size, 0),
    uploads: uploads.list().length,
    corsRules: settings.cors?.rules.length ?? 0,
    lifecycleRules: settings.lifecycle.length,
  }
}

async function thumbnail(bucket: Bucket | undefined, key: string, side: number): Promise<Buffer | undefined> {
  const record = await bucket?.store.find(key)
  if (!bucket || !record) return undefined
  const actions = parseInstructions(`image/auto-orient,1/resize,w_${side},h_${side}/format,jpg`, {}) ?? []
  const made = await processImage(bucket.store.path(record), record.size, actions).catch(() => undefined)
  return made?.body
}
