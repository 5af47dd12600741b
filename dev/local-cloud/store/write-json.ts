import { rename, writeFile } from 'node:fs/promises'

/** If the process is killed, the file has either the old content or the new. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const draft = `${path}.draft`
  await writeFile(draft, JSON.stringify(value, null, 2))
  await rename(draft, path)
}
