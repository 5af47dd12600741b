import { nameOf } from '../operations/list/listing'
import { compareKeys } from '../store/by-key'
import { idOf, type ObjectVersion, type Versions } from './version'

export interface ListedVersion {
  key: string
  version: ObjectVersion
  isLatest: boolean
  /** Among the versions of the same key; the newest has 0. */
  position: number
}

/** `versions` are sorted by key, and those of one key by age. */
export function listedVersions(versions: readonly ObjectVersion[]): ListedVersion[] {
  const listed: ListedVersion[] = []
  for (const version of versions) {
    const before = listed.at(-1)
    const position = before?.key === version.key ? before.position + 1 : 0
    listed.push({ key: version.key, version, isLatest: position === 0, position })
  }
  return listed
}

/** Where the earlier page ended. */
export interface Markers {
  key: string
  /** Undefined if that page ended with the last version of the key, or with a common prefix. */
  versionId?: string
}

/** `versions` are those of the marker's key. */
export function afterMarkers(
  { key, versionId }: Markers,
  versions: Versions,
): (entry: ListedVersion | string) => boolean {
  const first = versionId === undefined ? Number.POSITIVE_INFINITY : positionAfter(versions, versionId)
  return (entry) => {
    const order = compareKeys(nameOf(entry), key)
    return order > 0 || (order === 0 && typeof entry !== 'string' && entry.position >= first)
  }
}

/**
 * The marker may have been deleted since the page before, by a client that deletes what it lists. Then the list continues
 * behind the last version that is newer. For the version `null` this is unknown, so all versions of the key come again.
 */
function positionAfter(versions: Versions, marker: string): number {
  const exact = versions.findIndex((version) => idOf(version) === marker)
  if (exact >= 0) return exact + 1
  if (marker === 'null') return 0
  const isNewer = ({ versionId }: ObjectVersion) => versionId !== undefined && versionId > marker
  return versions.reduce((first, version, position) => (isNewer(version) ? position + 1 : first), 0)
}
