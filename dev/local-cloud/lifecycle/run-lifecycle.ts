import type { Bucket } from '../bucket/bucket'
import { deleteVersion } from '../versions/delete-version'
import { listedVersions } from '../versions/listed-versions'
import { idOf } from '../versions/version'
import type { Age, LifecycleRule } from './configuration'

const DAY = 24 * 3600 * 1000

/** The last midnight GMT, when OSS runs its rules. Milliseconds since 1970. */
export const lastMidnight = (now: number): number => Math.floor(now / DAY) * DAY

export interface LifecycleResult {
  /** Keys of objects that were removed. */
  expired: string[]
  /** Ids of multipart uploads that were aborted. */
  aborted: string[]
}

/** Removes what has expired at `at` by the bucket's rules. */
export async function runLifecycle(bucket: Bucket, at: number): Promise<LifecycleResult> {
  const result: LifecycleResult = { expired: [], aborted: [] }
  for (const rule of bucket.settings.lifecycle) {
    if (!rule.isEnabled) continue
    result.expired.push(...(await expireObjects(bucket, rule, at)))
    result.aborted.push(...(await abortUploads(bucket, rule, at)))
    await expireNoncurrent(bucket, rule, at)
  }
  return result
}

async function expireObjects(bucket: Bucket, { prefix, expiration }: LifecycleRule, at: number): Promise<string[]> {
  const expired = bucket.store
    .list()
    .filter(({ key, lastModified }) => key.startsWith(prefix) && isExpired(expiration, lastModified, at))
    .map(({ key }) => key)
  for (const key of expired) await deleteVersion(bucket, { key }, at)
  return expired
}

/** A version is no longer the current one since the next version was made. */
async function expireNoncurrent({ store }: Bucket, rule: LifecycleRule, at: number): Promise<void> {
  const { prefix, noncurrentVersionExpiration } = rule
  if (!noncurrentVersionExpiration) return
  const listed = listedVersions(store.listVersions())
  for (const [index, { key, version, isLatest }] of listed.entries()) {
    if (isLatest || !key.startsWith(prefix)) continue
    const since = listed[index - 1]?.version.lastModified ?? at
    if (isExpired(noncurrentVersionExpiration, since, at)) await store.remove(key, idOf(version))
  }
}

async function abortUploads({ uploads }: Bucket, rule: LifecycleRule, at: number): Promise<string[]> {
  const expired = uploads
    .list()
    .filter(({ key, initiated }) => key.startsWith(rule.prefix) && isExpired(rule.abortMultipartUpload, initiated, at))
    .map(({ uploadId }) => uploadId)
  for (const uploadId of expired) await uploads.exclusive(uploadId, () => uploads.remove(uploadId))
  return expired
}

function isExpired(age: Age | undefined, since: number, at: number): boolean {
  if (age === undefined) return false
  return 'days' in age ? since + age.days * DAY <= at : since < Date.parse(age.createdBefore)
}
