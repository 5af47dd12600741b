/** A note with the address of the running stack, so that `npm run demo` uses the one of `npm start`. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The objects of `npm start`, kept between starts and ignored by git. Tests set their own folder. */
export const HOME = process.env.LOCAL_CLOUD_HOME ?? fileURLToPath(new URL('../../.local-cloud/', import.meta.url))

const NOTE = join(HOME, 'running.json')

export async function noteRunning(url: string): Promise<void> {
  await mkdir(HOME, { recursive: true })
  await writeFile(NOTE, JSON.stringify({ url }))
}

export const forgetRunning = (): Promise<void> => rm(NOTE, { force: true })

/** The address of a running backend, or undefined. A note of a killed process is ignored. */
export async function findRunning(): Promise<string | undefined> {
  try {
    const { url } = JSON.parse(await readFile(NOTE, 'utf8')) as { url: string }
    const health = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1000) })
    return health.ok ? url : undefined
  } catch {
    return undefined
  }
}
