import { findRoute } from '../define-routes/find-route'
import type { RouteTable } from '../define-routes/route'

/** What a key says about its file. */
export type ParsedKey =
  /** A file that was uploaded to a route and confirmed. */
  | { kind: 'confirmed'; route: string; owner: string; id: string; extension: string }
  /** An object that the user's own credentials have put. */
  | { kind: 'put'; owner: string }

/** Name of the bucket in which the file is: its folder tells the route. Undefined: the first one. */
export const bucketOf = (parsed: ParsedKey, routes: RouteTable): string | undefined =>
  parsed.kind === 'put' ? undefined : findRoute(routes, parsed.route).bucket

const CONFIRMED = /^([A-Za-z0-9/_-]+)\/([0-9a-f]{24})\/([0-9a-f]{32})\.([a-z0-9]{1,8})$/

/** No segment may begin with a dot, which excludes `.` and `..`. */
const PUT = /^sts\/([0-9a-f]{24})\/[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/

/**
 * Parses a key exactly as OSS stores it. Nothing is decoded, trimmed or resolved, so a key in another spelling is not
 * accepted. The result is `undefined` for those, for pending objects and for folders that belong to no route.
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
