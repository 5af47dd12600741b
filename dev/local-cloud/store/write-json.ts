import { rename, writeFile } from 'node:fs/promises'

/** The file has the old content or the new, whenever the process is killed. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const draft = `${path}.draft`
  await writeFile(draft, JSON.stringify(value, null, 2))
  await rename(draft, path)
}
