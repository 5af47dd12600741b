import { createHash } from 'node:crypto'
import { link, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RandomBytes } from '../http/exchange'
import type { ObjectVersion, Versions } from '../versions/version'
import { readJson } from './read-json'

/** Reads all objects. A draft is from a process that was killed before its object became visible; it is removed. */
export async function readObjectFiles(folder: string): Promise<Map<string, Versions>> {
  const objects = new Map<string, Versions>()
  for (const name of await readdir(folder)) {
    if (name.endsWith('.draft')) await rm(join(folder, name))
    if (!name.endsWith('.json')) continue
    const versions = [(await readJson<ObjectVersion | ObjectVersion[]>(join(folder, name))) ?? []].flat()
    const [current] = versions
    if (current) objects.set(current.key, versions)
  }
  return objects
}

export interface ObjectFile {
  key: string
  versions: Versions
  forbidOverwrite: boolean
}

/**
 * One file holds all versions of a key, so that a killed process leaves either the old versions or the new ones. Without
 * versions there is no file. False if `forbidOverwrite` is set and the file exists.
 */
export async function writeObjectFile(
  folder: string,
  { key, versions, forbidOverwrite }: ObjectFile,
  random: RandomBytes,
): Promise<boolean> {
  const path = join(folder, `${createHash('sha256').update(key).digest('hex')}.json`)
  if (versions.length === 0) {
    await rm(path, { force: true })
    return true
  }
  const draft = join(folder, `${random(16).toString('hex')}.draft`)
  // A single version is no list: that is the file of every object without versioning.
  await writeFile(draft, JSON.stringify(versions.length === 1 ? versions[0] : versions, null, 2))
  return place(draft, path, forbidOverwrite)
}

/** `link` fails if the name exists, so only one of two uploads that forbid overwriting can win. */
async function place(draft: string, path: string, forbidOverwrite: boolean): Promise<boolean> {
  if (!forbidOverwrite) {
    await rename(draft, path)
    return true
  }
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if (Object(error).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}
