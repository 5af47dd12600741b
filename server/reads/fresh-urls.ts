import type { FileUrl, UrlsRequest } from '../../miniprogram/uploader/contract'
import { formatOfExtension } from '../../miniprogram/uploader/formats/media-type'
import { fileQuery } from '../../miniprogram/uploader/oss-v4/file-url'
import type { ServerContext } from '../context'
import { findRoute } from '../define-routes/find-route'
import type { RouteRules } from '../define-routes/route'
import { Fault, isPassing } from '../faults/fault'
import type { Caller } from '../identity/identity'
import { isProcessable } from '../oss/image-processing'
import { privateUrl } from '../oss/signing/private-url'
import { type ConfirmedKey, type MayReadContext, mayRead } from './may-read'
import { type ParsedKey, parseKey } from './parse-key'
import { type ReadContext, readUrl } from './read-url'

/** How the user wants the file. */
export type UrlOptions = Pick<UrlsRequest, 'style' | 'downloadAs'>

type FreshUrlsContext = ReadContext & MayReadContext & PutContext & Pick<ServerContext, 'folders'>

/**
 * Makes fresh URLs of the files that the user may read, in the order of the keys. It does not check whether they exist:
 * OSS answers that to the client that fetches them. A file is refused by the Fault `forbidden`, the same for every key
 * that this user may not read, or `bad-request` for a style that it cannot have.
 * @throws Fault that is worth a retry.
 */
export async function freshUrls(
  keys: readonly string[],
  options: UrlOptions,
  caller: Caller,
  context: FreshUrlsContext,
): Promise<(FileUrl | Fault)[]> {
  const wanted = keys.map((key) => {
    const parsed = parseKey(key, context.config.oss.prefix, context.folders)
    return parsed && { ...parsed, key }
  })
  const decisions = await mayRead(
    wanted.filter((one) => one?.kind === 'confirmed'),
    caller,
    context,
  )
  const urls = wanted.map(async (one) => {
    if (!one) throw new Fault('forbidden')
    if (one.kind === 'put') return putUrl(one, options, caller, context)
    const decision = decisions.get(one)
    if (decision instanceof Fault) throw decision
    return confirmedUrl(one, options, context)
  })
  return Promise.all(urls.map((url) => url.catch(refusalOfKey)))
}

/** A passing fault refuses the whole call. */
function refusalOfKey(error: unknown): Fault {
  if (error instanceof Fault && !isPassing(error.code)) return error
  throw error
}

async function confirmedUrl(
  { key, route: name, extension }: ConfirmedKey,
  { style, downloadAs }: UrlOptions,
  context: ReadContext & Pick<ServerContext, 'routes'>,
): Promise<FileUrl> {
  const route = findRoute(context.routes, name)
  const process = style === undefined ? undefined : processOf(style, formatOfExtension(extension)?.type ?? '', route)
  return readUrl({ key, isPublic: route.visibility === 'public', query: fileQuery({ process, downloadAs }) }, context)
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
  { key, owner }: Pick<Extract<ParsedKey, { kind: 'put' }>, 'owner'> & { key: string },
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
