import type { RandomBytes } from '../http/exchange'
import type { ObjectRecord } from '../store/record'

/** Of a bucket; empty if it was never switched on. It cannot be switched off again, only suspended. */
export type Versioning = '' | 'Enabled' | 'Suspended'

/**
 * The version that DeleteObject adds, so that the object looks deleted:
 * https://help.aliyun.com/zh/oss/user-guide/delete-marker
 */
export interface DeleteMarker {
  isDeleteMarker: true
  key: string
  /** Missing for the version `null`. */
  versionId?: string
  /** Milliseconds since 1970. */
  lastModified: number
}

export type ObjectVersion = ObjectRecord | DeleteMarker

/** All versions of one object, the newest first. The first one is the current version. */
export type Versions = readonly ObjectVersion[]

/** An object has at most one version without an id of its own. Requests and answers name it `null`. */
export const idOf = ({ versionId = 'null' }: ObjectVersion): string => versionId

/** Undefined if there is no version, or if it is a delete marker. */
export const objectOf = (version: ObjectVersion | undefined): ObjectRecord | undefined =>
  version === undefined || 'isDeleteMarker' in version ? undefined : version

const PREFIX = 'CAEQ'
const TIME_DIGITS = 10

/**
 * The ids of one object grow, also within a millisecond. So a list of versions can continue after a version that was
 * deleted since the page before.
 * @param now milliseconds since 1970
 */
export function newVersionId(versions: Versions, now: number, random: RandomBytes): string {
  const newest = versions.find(({ versionId }) => versionId !== undefined)?.versionId
  const time = Math.max(now, newest === undefined ? 0 : timeOf(newest) + 1)
  return `${PREFIX}${time.toString(36).padStart(TIME_DIGITS, '0')}${random(16).toString('hex')}`
}

const timeOf = (id: string): number => Number.parseInt(id.slice(PREFIX.length, PREFIX.length + TIME_DIGITS), 36)
