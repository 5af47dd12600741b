import { readFile } from 'node:fs/promises'

/** A file that this program wrote cannot be read any more. */
export class DamagedFileError extends Error {
  constructor(path: string, reason: string) {
    super(`${path} is damaged (${reason}). Remove the file, or the whole folder: npm run reset`)
    this.name = 'DamagedFileError'
  }
}

/** Undefined if there is no such file. @throws DamagedFileError if it is not JSON */
export async function readJson<Content>(path: string): Promise<Content | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (Object(error).code !== 'ENOENT') throw error
  })
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as Content
  } catch (error) {
    throw new DamagedFileError(path, (error as Error).message)
  }
}
