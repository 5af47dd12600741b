/** A note with the addresses of the running stack, so that `npm run demo` uses the one of `npm start`. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LocalCloud } from '../local-cloud'
import { ownerOf } from '../local-cloud/store/claim/claim-folder'

/** What `npm start` keeps between starts; git ignores it. Tests set their own folder. */
export const HOME = process.env.LOCAL_CLOUD_HOME ?? fileURLToPath(new URL('../../.local-cloud/', import.meta.url))

/** The folder of the local cloud of `npm start`. The process that owns it is the one that runs. */
export const OBJECTS = join(HOME, 'objects')

const NOTE = join(HOME, 'running.json')

export interface Running {
  /** The backend's address. */
  url: string
  /** The preview's address. */
  preview: string
  /** What the address of a stored file on the admin page begins with; the key follows. */
  files: string
}

export const filesAddress = ({ adminUrl, bucket }: LocalCloud): string => `${adminUrl}/buckets/${bucket}/objects/`

export async function noteRunning(running: Running): Promise<void> {
  await mkdir(HOME, { recursive: true })
  await writeFile(NOTE, JSON.stringify(running))
}

export const forgetRunning = (): Promise<void> => rm(NOTE, { force: true })

/** The addresses of `npm start`, if it runs. The note of a killed process is ignored. */
export async function findRunning(): Promise<Running | undefined> {
  if (!(await ownerOf(OBJECTS))) return undefined
  try {
    return JSON.parse(await readFile(NOTE, 'utf8')) as Running
  } catch {
    // It is about to start, or to end.
    return undefined
  }
}
