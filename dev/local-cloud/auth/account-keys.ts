import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import type { RandomBytes } from '../http/exchange'
import { readJson } from '../store/read-json'
import { writeJson } from '../store/write-json'

export interface KeyPair {
  accessKeyId: string
  accessKeySecret: string
}

/** The keys of the cloud's account. */
export interface AccountKeys {
  /** A RAM user that may assume the role, and do nothing else. */
  source: KeyPair
  /** The account's own key: it may do everything on OSS, but not AssumeRole. */
  root: KeyPair
  /** A RAM user without any rights. */
  stranger: KeyPair
  /** A RAM user that may do everything on OSS, and nothing else. */
  ossUser: KeyPair
}

/** Reads the keys, or creates them, so that they are the same after a restart. */
export async function openAccountKeys(folder: string, random: RandomBytes): Promise<AccountKeys> {
  const path = join(folder, 'keys.json')
  const kept = await readJson<Partial<AccountKeys>>(path)
  const pair = (accessKeyId: string) => ({ accessKeyId, accessKeySecret: random(24).toString('base64url') })
  const keys = {
    source: pair('local-source-key'),
    root: pair('local-root-key'),
    stranger: pair('local-stranger-key'),
    ossUser: pair('local-oss-key'),
    // A folder of an earlier version may lack a key.
    ...kept,
  }
  await writeJson(path, keys)
  await chmod(path, 0o600)
  return keys
}
