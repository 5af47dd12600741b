import type { RandomBytes } from '../http/exchange'
import { idOf, newVersionId, type ObjectVersion, objectOf, type Versioning, type Versions } from './version'

/** Gives a new version its id: none without versioning and while it is suspended. */
export function identified<Version extends ObjectVersion>(
  version: Version,
  versions: Versions,
  versioning: Versioning,
  random: RandomBytes,
): Version {
  const [current] = versions
  if (isAppendable(version) && isAppendable(current)) return withId(version, current?.versionId)
  return withId(version, versioning === 'Enabled' ? newVersionId(versions, version.lastModified, random) : undefined)
}

/** AppendObject makes no new version: https://help.aliyun.com/zh/oss/developer-reference/appendobject */
const isAppendable = (version: ObjectVersion | undefined): boolean => objectOf(version)?.type === 'Appendable'

const withId = <Version extends ObjectVersion>(version: Version, versionId: string | undefined): Version =>
  versionId === undefined ? version : { ...version, versionId }

/** The new version is the current one, and replaces the version with the same id. */
export const withNew = (versions: Versions, version: ObjectVersion): Versions => [
  version,
  ...without(versions, idOf(version)),
]

export const without = (versions: Versions, versionId: string): Versions =>
  versions.filter((version) => idOf(version) !== versionId)

/** Names of the files that the versions before had, and those after have no more. */
export function unusedData(before: Versions, after: Versions): string[] {
  const used = new Set(after.map((version) => objectOf(version)?.data))
  return before.flatMap((version) => objectOf(version)?.data ?? []).filter((name) => !used.has(name))
}
