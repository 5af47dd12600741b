import type { ServerContext } from '../context'
import { Fault } from '../faults/fault'
import { parseKey } from '../reads/parse-key'
import type { KnownKey } from '../reads/url-of'

export type KeyContext = Pick<ServerContext, 'config' | 'folders'>

/** What a key says. @throws Fault `bad-request` that says what is wrong with it: unlike a user, the app may know. */
export function knownKey(key: string, { config, folders }: KeyContext): KnownKey {
  const { prefix } = config.oss
  const parsed = parseKey(key, prefix, folders)
  if (parsed) return { ...parsed, key }
  throw new Fault('bad-request', { issues: `key: expected ${expectedOf(key, prefix)}` })
}

function expectedOf(key: string, prefix: string): string {
  if (!key.startsWith(`${prefix}/`)) return `one below ${prefix}/`
  if (key.startsWith(`${prefix}/pending/`)) return 'that of a confirmed file, not one below pending/'
  return `${prefix}/<folder of a route>/<user hash>/<id>.<extension>, exactly as it was given`
}
