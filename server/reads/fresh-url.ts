import type { FileUrl, UrlsRequest } from '../../miniprogram/uploader/contract'
import { fileQuery } from '../../miniprogram/uploader/oss-v4/file-url'
import { mediaTypeOf } from '../content/media-types'
import type { ServerContext } from '../context'
import { callHook } from '../define-routes/call-hook'
import { findRoute } from '../define-routes/find-route'
import type { RouteRules } from '../define-routes/route'
import { Fault } from '../faults/fault'
import type { Caller } from '../identity/identity'
import { isProcessable } from '../oss/image-processing'
import { privateUrl } from '../oss/signing/private-url'
import { type ParsedKey, parseKey } from './parse-key'
import { readUrl } from './read-url'

export type Wish = Pick<UrlsRequest, 'style' | 'downloadAs'>

/**
 * A fresh URL of a file that the user may read. Whether it is there is not looked at: OSS says so to whoever fetches it.
 * @throws Fault `forbidden`, the same for every key that is not this user's to read; `bad-request` for a style that the
 *   file cannot have.
 */
export async function freshUrl(key: string, wish: Wish, caller: Caller, backend: ServerContext): Promise<FileUrl> {
  const parsed = parseKey(key, backend.config.oss.prefix, backend.folders)
  if (!parsed) throw new Fault('forbidden')
  return parsed.kind === 'put'
    ? putUrl(key, parsed, wish, caller, backend)
    : confirmedUrl(key, parsed, wish, caller, backend)
}

type Parsed<Kind> = Extract<ParsedKey, { kind: Kind }>

async function confirmedUrl(
  key: string,
  parsed: Parsed<'confirmed'>,
  { style, downloadAs }: Wish,
  caller: Caller,
  backend: ServerContext,
): Promise<FileUrl> {
  const route = findRoute(backend.routes, parsed.route)
  const isPublic = route.visibility === 'public'
  if (!isPublic && !(await mayRead(key, parsed, route, caller, backend))) throw new Fault('forbidden')
  const process = style === undefined ? undefined : instructions(style, mediaTypeOf(parsed.extension), route)
  return readUrl({ key, isPublic, query: fileQuery({ process, downloadAs }) }, backend)
}

/** What the route's `canRead` says; without one, the user who uploaded it. */
async function mayRead(
  key: string,
  { owner, id }: Parsed<'confirmed'>,
  { canRead }: RouteRules,
  { user, hash }: Caller,
  { hookDeadlineMs }: ServerContext,
): Promise<boolean> {
  const isOwner = owner === hash
  if (!canRead) return isOwner
  // From JavaScript anything may come back.
  return (await callHook('canRead', () => canRead({ user, key, id, isOwner }), hookDeadlineMs)) === true
}

function instructions(style: string, mediaType: string, { styles }: Pick<RouteRules, 'styles'>): string {
  const found = Object.hasOwn(styles, style) ? styles[style] : undefined
  if (found === undefined) {
    throw new Fault('bad-request', { issues: `style: expected one of ${Object.keys(styles).join(', ') || 'none'}` })
  }
  if (!isProcessable(mediaType)) throw new Fault('bad-request', { issues: 'style: expected the key of a picture' })
  return found
}

/**
 * What a user's own credentials have put. It may be a symlink to anything, and OSS asks who reads whether they may read
 * its target too: so whoever signs must be able to read nothing else. https://help.aliyun.com/en/oss/developer-reference/putsymlink
 */
async function putUrl(
  key: string,
  { owner }: Parsed<'put'>,
  { style, downloadAs }: Wish,
  { hash }: Caller,
  { config, userSessions, now }: ServerContext,
): Promise<FileUrl> {
  if (owner !== hash || !userSessions) throw new Fault('forbidden')
  if (style !== undefined) throw new Fault('bad-request', { issues: 'style: expected the key of a route’s file' })
  return privateUrl({ ...config.oss, key }, fileQuery({ downloadAs }), await userSessions.read(hash), now())
}
