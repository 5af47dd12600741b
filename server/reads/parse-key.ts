/** What a key says of itself. */
export type ParsedKey =
  /** Uploaded by a route and confirmed. */
  | { kind: 'confirmed'; route: string; owner: string; id: string; extension: string }
  /** Put by the user's own credentials. */
  | { kind: 'put'; owner: string }

const CONFIRMED = /^([A-Za-z0-9/_-]+)\/([0-9a-f]{24})\/([0-9a-f]{32})\.([a-z0-9]{1,8})$/

/** Words that begin with no dot: neither `.` nor `..` is one. */
const PUT = /^sts\/([0-9a-f]{24})\/[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/

/**
 * The whole of a key, byte by byte as OSS has it: nothing is decoded, trimmed or resolved, so a key of any other spelling
 * is none of ours. `undefined` for those, for pending ones and for folders of no route.
 */
export function parseKey(key: string, prefix: string, folders: ReadonlyMap<string, string>): ParsedKey | undefined {
  if (!key.startsWith(`${prefix}/`)) return undefined
  const path = key.slice(prefix.length + 1)
  const [, putBy] = PUT.exec(path) ?? []
  if (putBy !== undefined) return { kind: 'put', owner: putBy }
  const [, folder = '', owner = '', id = '', extension = ''] = CONFIRMED.exec(path) ?? []
  const route = folders.get(folder)
  return route === undefined ? undefined : { kind: 'confirmed', route, owner, id, extension }
}
