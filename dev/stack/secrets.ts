import { randomBytes } from 'node:crypto'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { readJson } from '../local-cloud/store/read-json'
import { writeJson } from '../local-cloud/store/write-json'

/** The secrets of a backend on this machine. */
export interface Secrets {
  /** `SESSION_SECRET` */
  session: string[]
  /** `KEY_SECRET` */
  key: string
  /** `WECHAT_SECRET` */
  wechat: string
}

/** Reads `secrets.json` of the folder, or creates it, so that sessions and unfinished uploads survive a restart. */
export async function openSecrets(folder: string): Promise<Secrets> {
  const path = join(folder, 'secrets.json')
  const kept = (await readJson<Partial<Secrets>>(path)) ?? {}
  const created: Secrets = { session: [newSecret()], key: newSecret(), wechat: newSecret() }
  const secrets = { ...created, ...kept }
  // A file of an earlier version has no `wechat`.
  if (Object.keys(created).every((name) => name in kept)) return secrets
  await writeJson(path, secrets)
  await chmod(path, 0o600)
  return secrets
}

const newSecret = (): string => randomBytes(32).toString('hex')
