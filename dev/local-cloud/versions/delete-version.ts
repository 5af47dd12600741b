import type { Need } from '../auth/policy/permit'
import type { Bucket } from '../bucket/bucket'
import type { Exchange } from '../cloud/cloud'
import { actionOn, findVersion, type Wanted } from './find-version'
import { type ObjectVersion, objectOf } from './version'

/** The right to delete: https://help.aliyun.com/zh/oss/developer-reference/deleteobject */
export function deletionNeed({ bucket }: Exchange, wanted: Wanted): Need {
  const action = actionOn(wanted, 'Delete', '')
  return { action, key: wanted.key, access: 'write', record: objectOf(findVersion(bucket, wanted)) }
}

/**
 * A named version is removed for good, and so is the object of a bucket without versioning. Otherwise a delete marker is
 * added. `now` is milliseconds since 1970.
 * @returns what was removed, or the new marker
 */
export async function deleteVersion(
  { store, settings }: Bucket,
  { key, versionId }: Wanted,
  now: number,
): Promise<ObjectVersion | undefined> {
  if (versionId === undefined && settings.versioning !== '') return store.addDeleteMarker(key, settings.versioning, now)
  return store.remove(key, versionId)
}
