import { join } from 'node:path'
import type { CorsConfiguration } from '../cors/configuration'
import type { RandomBytes } from '../http/exchange'
import type { LifecycleRule } from '../lifecycle/configuration'
import { ossError } from '../oss/errors'
import { NO_PROTECTION, type RefererConfiguration } from '../referer/configuration'
import { openDataFolder } from '../store/data-folder'
import { createLock, type Lock } from '../store/lock'
import { readJson } from '../store/read-json'
import { openStore, type Store } from '../store/store'
import { openUploads, type Uploads } from '../store/uploads'
import { writeJson } from '../store/write-json'
import { objectOf, type Versioning } from '../versions/version'

const BUCKET_ACLS = ['private', 'public-read', 'public-read-write'] as const
export type BucketAcl = (typeof BUCKET_ACLS)[number]

/** @throws OssError for an unknown ACL */
export function parseBucketAcl(wanted: string): BucketAcl {
  const acl = BUCKET_ACLS.find((known) => known === wanted)
  if (acl) return acl
  const details = { ArgumentName: 'x-oss-acl', ArgumentValue: wanted }
  throw ossError('InvalidArgument', 'no such bucket access control exists', { details })
}

/** The settings that PutBucket… operations change. */
export interface BucketSettings {
  acl: BucketAcl
  /** While it is on, no ACL makes anything public, and no public ACL can be set. */
  blockPublicAccess: boolean
  /** Null if CORS is off. */
  cors: CorsConfiguration | null
  lifecycle: LifecycleRule[]
  /** Hotlink protection. */
  referer: RefererConfiguration
  /** If it was ever switched on, `x-oss-forbid-overwrite` is ignored. */
  versioning: Versioning
  /** Access through `oss-accelerate.aliyuncs.com`. */
  transferAcceleration: boolean
}

/** The settings of a new bucket, as in OSS. */
export const NEW_BUCKET: BucketSettings = {
  acl: 'private',
  blockPublicAccess: false,
  cors: null,
  lifecycle: [],
  referer: NO_PROTECTION,
  versioning: '',
  transferAcceleration: false,
}

/** One bucket, in its own folder. */
export interface Bucket {
  readonly name: string
  /** Milliseconds since 1970. */
  readonly created: number
  readonly store: Store
  /** Multipart uploads in progress. */
  readonly uploads: Uploads
  readonly settings: Readonly<BucketSettings>
  /** Runs the calls of AppendObject for one key one after the other. */
  readonly appending: Lock
  /** Changes the settings, also on disk. */
  change(settings: Partial<BucketSettings>): Promise<void>
}

export interface NewBucket {
  name: string
  folder: string
  /** Used only if the bucket is new. */
  settings: BucketSettings
  now: number
}

interface Kept extends BucketSettings {
  created: number
}

/** In the folder of a bucket. */
export const SETTINGS_FILE = 'bucket.json'

/** Opens a bucket with everything that an earlier run completed; incomplete data is deleted. */
export async function openBucket({ name, folder, settings, now }: NewBucket, random: RandomBytes): Promise<Bucket> {
  const data = await openDataFolder(join(folder, 'data'), random)
  const store = await openStore(join(folder, 'objects'), data, random)
  const uploads = await openUploads(join(folder, 'uploads'), data)
  const parts = uploads.list().flatMap(({ uploadId }) => uploads.parts(uploadId))
  const versions = store.listVersions().flatMap((version) => objectOf(version) ?? [])
  await data.sweep(new Set([...versions, ...parts].map((record) => record.data)))
  const path = join(folder, SETTINGS_FILE)
  const { created, ...kept } = (await readJson<Kept>(path)) ?? { created: now, ...settings }
  // A folder of an earlier version may lack settings.
  let current: BucketSettings = { ...NEW_BUCKET, ...kept }
  return {
    name,
    created,
    store,
    uploads,
    appending: createLock(),
    get settings() {
      return current
    },
    async change(change) {
      current = { ...current, ...change }
      await writeJson(path, { created, ...current })
    },
  }
}
