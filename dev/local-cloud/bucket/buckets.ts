import { access, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RandomBytes } from '../http/exchange'
import { createLock } from '../store/lock'
import { type Bucket, type BucketSettings, openBucket, SETTINGS_FILE } from './bucket'

/** The buckets by their names. */
export interface Buckets extends ReadonlyMap<string, Bucket> {
  /** Returns the bucket that exists, or a new one. */
  create(name: string, now: number): Promise<Bucket>
  /** Removes the bucket with everything in it. */
  remove(name: string): Promise<void>
}

export interface BucketsOptions {
  folder: string
  /** Name of the default bucket, which is kept in `folder` itself. The others are kept in `folder/buckets`. */
  first: string
  /** Further buckets that exist from the start. */
  others: readonly string[]
  settings(name: string): BucketSettings
  now: number
  random: RandomBytes
}

/** Opens the buckets of the options, and those that requests created in an earlier run. */
export async function openBuckets({ folder, first, others, settings, now, random }: BucketsOptions): Promise<Buckets> {
  const home = join(folder, 'buckets')
  await mkdir(home, { recursive: true })
  const open = (name: string, at: number) =>
    openBucket({ name, folder: name === first ? folder : join(home, name), settings: settings(name), now: at }, random)
  const buckets = new Map<string, Bucket>()
  for (const name of new Set([first, ...others, ...(await createdIn(home))])) buckets.set(name, await open(name, now))
  const lock = createLock()
  return Object.assign(buckets, {
    create: (name: string, at: number) =>
      lock(name, async () => {
        const bucket = buckets.get(name) ?? (await open(name, at))
        if (buckets.has(name)) return bucket
        // The file of settings makes the bucket last: without it, the next start does not open the folder.
        await bucket.change({})
        buckets.set(name, bucket)
        return bucket
      }),
    remove: (name: string) =>
      lock(name, async () => {
        buckets.delete(name)
        await rm(join(home, name, SETTINGS_FILE), { force: true })
        await rm(join(home, name), { recursive: true, force: true })
      }),
  })
}

async function createdIn(home: string): Promise<string[]> {
  const names: string[] = []
  for (const name of (await readdir(home)).sort()) {
    const isCreated = await access(join(home, name, SETTINGS_FILE)).then(
      () => true,
      () => false,
    )
    if (isCreated) names.push(name)
  }
  return names
}
