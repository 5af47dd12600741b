import { randomBytes } from 'node:crypto'
import { chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeJson } from '../local-cloud/store/write-json'

/** The backend's own: see its configuration. */
export interface Secrets {
  session: string[]
  key: string
}

/** The same after a restart: uploads that were begun before it can go on. */
export async function openSecrets(folder: string): Promise<Secrets> {
  const path = join(folder, 'secrets.json')
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (Object(error).code !== 'ENOENT') throw error
  })
  if (text !== undefined) return JSON.parse(text) as Secrets
  const secret = () => randomBytes(32).toString('hex')
  const secrets = { session: [secret()], key: secret() }
  await writeJson(path, secrets)
  await chmod(path, 0o600)
  return secrets
}
