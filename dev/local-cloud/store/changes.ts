import type { RandomBytes } from '../http/exchange'
import { identified, unusedData, withNew, without } from '../versions/change'
import {
  type DeleteMarker,
  idOf,
  type ObjectVersion,
  objectOf,
  type Versioning,
  type Versions,
} from '../versions/version'
import type { DataFolder } from './data-folder'
import { createLock } from './lock'
import { writeObjectFile } from './object-files'
import type { ObjectDraft, ObjectRecord } from './record'

/** The calls that change an object; for each key they run one after the other. */
export interface ObjectChanges {
  /**
   * Makes the object visible in one step. With versioning it becomes a new version, and is returned with its id.
   * Undefined if `forbidOverwrite` is set and the key exists.
   */
  commit(record: ObjectRecord, how: Commit): Promise<ObjectRecord | undefined>
  /** Changes a version's record, not its bytes; by default the current version's. Undefined if it is no object. */
  amend(key: string, change: Partial<ObjectDraft>, versionId?: string): Promise<ObjectRecord | undefined>
  /**
   * Removes one version or delete marker, and returns it; undefined if there is none. The default is `null`: the object of
   * a bucket without versioning.
   */
  remove(key: string, versionId?: string): Promise<ObjectVersion | undefined>
  /** `now` is the date of the marker, milliseconds since 1970. */
  addDeleteMarker(key: string, versioning: Versioning, now: number): Promise<DeleteMarker>
}

export interface Commit {
  versioning: Versioning
  /** Only without versioning. */
  forbidOverwrite: boolean
}

interface StoredObjects {
  folder: string
  data: DataFolder
  random: RandomBytes
  /** By key. */
  objects: ReadonlyMap<string, Versions>
  remember(key: string, versions: Versions): void
}

export function createChanges(stored: StoredObjects): ObjectChanges {
  const lock = createLock()
  const change = <T>(key: string, run: (versions: Versions) => Promise<T>): Promise<T> =>
    lock(key, () => run(stored.objects.get(key) ?? []))
  return {
    commit: (record, { versioning, forbidOverwrite }) =>
      change(record.key, async (versions) => {
        const added = identified(record, versions, versioning, stored.random)
        return (await replace(stored, record.key, withNew(versions, added), forbidOverwrite)) ? added : undefined
      }),
    amend: (key, draft, versionId) =>
      change(key, async (versions) => {
        const found = versionId === undefined ? versions[0] : versions.find((version) => idOf(version) === versionId)
        const object = objectOf(found)
        if (!object) return undefined
        const amended = { ...object, ...draft }
        const after = versions.map((version) => (version === found ? amended : version))
        await replace(stored, key, after)
        return amended
      }),
    remove: (key, versionId = 'null') =>
      change(key, async (versions) => {
        const found = versions.find((version) => idOf(version) === versionId)
        if (found) await replace(stored, key, without(versions, versionId))
        return found
      }),
    addDeleteMarker: (key, versioning, now) =>
      change(key, async (versions) => {
        const marker: DeleteMarker = { isDeleteMarker: true, key, lastModified: now }
        const added = identified(marker, versions, versioning, stored.random)
        await replace(stored, key, withNew(versions, added))
        return added
      }),
  }
}

/** Replaces all versions of a key. False if `forbidOverwrite` is set and the key exists. */
async function replace(
  { folder, data, random, objects, remember }: StoredObjects,
  key: string,
  versions: Versions,
  forbidOverwrite = false,
): Promise<boolean> {
  const before = objects.get(key) ?? []
  if (!(await writeObjectFile(folder, { key, versions, forbidOverwrite }, random))) return false
  remember(key, versions)
  for (const name of unusedData(before, versions)) await data.discard(name)
  return true
}
