import type { FileUrl, UrlsRequest } from '../../miniprogram/uploader/contract'
import { formatOfExtension } from '../../miniprogram/uploader/formats/media-type'
import { fileQuery } from '../../miniprogram/uploader/oss-v4/file-url'
import type { ServerContext } from '../context'
import { callHook } from '../define-routes/call-hook'
import { findRoute } from '../define-routes/find-route'
import type { RouteRules } from '../define-routes/route'
import { Fault } from '../faults/fault'
import type { Caller } from '../identity/identity'
import { isProcessable } from '../oss/image-processing'
import { privateUrl } from '../oss/signing/private-url'
import { type ParsedKey, parseKey } from './parse-key'
import { type ReadContext, readUrl } from './read-url'

/** How the user wants the file. */
export type UrlOptions = Pick<UrlsRequest, 'style' | 'downloadAs'>

type FreshUrlContext = ConfirmedContext & PutContext & Pick<ServerContext, 'folders'>

/**
 * Makes a fresh URL of a file that the user may read. It does not check whether the file exists: OSS answers that to
 * the client that fetches it.
 * @throws Fault `forbidden`, the same for every key that this user may not read; `bad-request` for a style that the
 *   file cannot have.
 */
export async function freshUrl(
  key: string,
  options: UrlOptions,
  caller: Caller,
  context: FreshUrlContext,
): Promise<FileUrl> {
  const parsed = parseKey(key, context.config.oss.prefix, context.folders)
  if (!parsed) throw new Fault('forbidden')
  return parsed.kind === 'put'
    ? putUrl(key, parsed, options, caller, context)
    : confirmedUrl(key, parsed, options, caller, context)
}

type Parsed<Kind> = Extract<ParsedKey, { kind: Kind }>

type ConfirmedContext = ReadContext & Pick<ServerContext, 'hookDeadlineMs' | 'routes'>

async function confirmedUrl(
  key: string,
  parsed: Parsed<'confirmed'>,
  { style, downloadAs }: UrlOptions,
  caller: Caller,
  context: ConfirmedContext,
): Promise<FileUrl> {
  const route = findRoute(context.routes, parsed.route)
  const isPublic = route.visibility === 'public'
  if (!isPublic && !(await mayRead(key, parsed, route, caller, context))) throw new Fault('forbidden')
  const process =
    style === undefined ? undefined : processOf(style, formatOfExtension(parsed.extension)?.type ?? '', route)
  return readUrl({ key, isPublic, query: fileQuery({ process, downloadAs }) }, context)
}

/** The route's `canRead` decides. Without one, only the user who uploaded the file may read it. */
async function mayRead(
  key: string,
  { owner, id }: Parsed<'confirmed'>,
  { canRead }: RouteRules,
  { user, hash }: Caller,
  { hookDeadlineMs }: Pick<ServerContext, 'hookDeadlineMs'>,
): Promise<boolean> {
  const isOwner = owner === hash
  if (!canRead) return isOwner
  // A hook written in JavaScript may return anything.
  return (await callHook('canRead', () => canRead({ user, key, id, isOwner }), hookDeadlineMs)) === true
}

/** The `x-oss-process` of a style. */
function processOf(style: string, mediaType: string, { styles }: Pick<RouteRules, 'styles'>): string {
  const found = Object.hasOwn(styles, style) ? styles[style] : undefined
  if (found === undefined) {
    throw new Fault('bad-request', { issues: `style: expected one of ${Object.keys(styles).join(', ') || 'none'}` })
  }
  if (!isProcessable(mediaType)) throw new Fault('bad-request', { issues: 'style: expected the key of a picture' })
  return found
}

type PutContext = Pick<ServerContext, 'config' | 'now' | 'userSessions'>

/**
 * Makes the URL of an object that the user's own credentials have put. The object may be a symlink to any other, and
 * OSS checks whether the signer may read that one too. So a session signs that can read nothing but this user's folder.
 * https://help.aliyun.com/en/oss/developer-reference/putsymlink
 */
async function putUrl(
  key: string,
  { owner }: Parsed<'put'>,
  { style, downloadAs }: UrlOptions,
  { hash }: Caller,
  { config, userSessions, now }: PutContext,
): Promise<FileUrl> {
  if (owner !== hash || !userSessions) throw new Fault('forbidden')
  if (style !== undefined) throw new Fault('bad-request', { issues: 'style: expected the key of a route’s file' })
  // The user's own credentials put what no check has seen. A page among it must not run on the domain of the files.
  const query = { 'response-content-disposition': 'attachment', ...fileQuery({ downloadAs }) }
  return privateUrl({ ...config.oss, key }, query, await userSessions.read(hash), now())
}
