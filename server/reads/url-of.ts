import type { FileUrl, UrlsRequest } from '../../miniprogram/uploader/contract'
import { formatOfExtension } from '../../miniprogram/uploader/formats/media-type'
import { fileQuery } from '../../miniprogram/uploader/oss-v4/file-url'
import type { ServerContext } from '../context'
import { findRoute } from '../define-routes/find-route'
import type { RouteRules } from '../define-routes/route'
import { Fault, isPassing } from '../faults/fault'
import { isProcessable } from '../oss/image-processing'
import { inBucket } from '../oss/in-bucket'
import { privateUrl } from '../oss/signing/private-url'
import type { ParsedKey } from './parse-key'
import { type ReadContext, readUrl } from './read-url'

/** How the reader wants the file. */
export type UrlOptions = Pick<UrlsRequest, 'style' | 'downloadAs'>

export type UrlContext = ReadContext & PutContext & Pick<ServerContext, 'buckets' | 'folders' | 'routes'>

/** A key, and what it says. */
export type KnownKey = ParsedKey & { key: string }

/**
 * Makes the URL of a file. Whether the caller may read it is decided before.
 * @throws Fault `bad-request` for a style that the file cannot have, and faults of the credentials.
 */
export const urlOf = async (one: KnownKey, options: UrlOptions, context: UrlContext): Promise<FileUrl> =>
  one.kind === 'put' ? putUrl(one, options, context) : confirmedUrl(one, options, context)

/** Resolves to the Fault that refuses this one key. A passing fault rejects, because it refuses the whole call. */
export const orRefusal = <Outcome>(outcome: Promise<Outcome>): Promise<Outcome | Fault> =>
  outcome.catch((error: unknown) => {
    if (error instanceof Fault && !isPassing(error.code)) return error
    throw error
  })

async function confirmedUrl(
  { key, route: name, extension }: Extract<KnownKey, { kind: 'confirmed' }>,
  { style, downloadAs }: UrlOptions,
  context: ReadContext & Pick<ServerContext, 'buckets' | 'routes'>,
): Promise<FileUrl> {
  const route = findRoute(context.routes, name)
  const process = style === undefined ? undefined : processOf(style, formatOfExtension(extension)?.type ?? '', route)
  const reading = { key, isPublic: route.visibility === 'public', query: fileQuery({ process, downloadAs }) }
  return readUrl(reading, inBucket(route.bucket, context))
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
  { key, owner }: Extract<KnownKey, { kind: 'put' }>,
  { style, downloadAs }: UrlOptions,
  { config, userSessions, now }: PutContext,
): Promise<FileUrl> {
  if (!userSessions) throw new Fault('forbidden')
  if (style !== undefined) throw new Fault('bad-request', { issues: 'style: expected the key of a route’s file' })
  // The user's own credentials put what no check has seen. A page among it must not run on the domain of the files.
  const query = { 'response-content-disposition': 'attachment', ...fileQuery({ downloadAs }) }
  return privateUrl({ ...config.oss, key }, query, await userSessions.read(owner), now())
}
