import { describeFile } from '../confirm/describe-file'
import { mediaTypeIn } from '../content/charset-of-text'
import type { ServerContext } from '../context'
import type { NewFile } from '../define-routes/route-options'
import { Fault } from '../faults/fault'
import type { ReadContext } from '../reads/read-url'
import { settingsOf } from '../tickets/object-settings'
import { knownKey } from './known-key'
import { placeOf, type Target, type TargetContext } from './target'

export interface CopyOptions {
  /** Browsers save the copy under this name. */
  filename?: string
}

export type CopyContext = TargetContext & ReadContext & Pick<ServerContext, 'bucket'>

/**
 * Copies a confirmed file inside the bucket. The copy has the visibility and the headers of its own route, and the
 * metadata of the original.
 * @throws Fault `not-stored`: there is no such file; `already-exists`, `bad-request`.
 */
export async function copyFile(
  from: string,
  to: Target,
  { filename }: CopyOptions,
  context: CopyContext,
): Promise<NewFile> {
  const { bucket } = context
  // A user may have put a symlink below sts/, and the copy would be of another user's file.
  if (knownKey(from, context).kind === 'put') {
    throw new Fault('bad-request', { issues: 'from: expected the key of a route’s file, not one below sts/' })
  }
  const source = await bucket.head(from)
  if (!source) throw new Fault('not-stored')
  const type = mediaTypeIn(source.contentType)
  const { key, route } = placeOf(to, type, context)
  const outcome = await bucket.promote({
    ...settingsOf({ type, name: filename }, route),
    contentType: source.contentType,
    metadata: headersOf(source.metadata),
    dimensions: source.dimensions,
    from,
    ifMatch: source.etag,
    to: key,
  })
  if (outcome === 'exists') throw new Fault('already-exists')
  if (outcome === 'gone') throw new Fault('not-stored')
  return describeFile({ key, name: filename, type }, source, route, context)
}

const headersOf = (metadata: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-oss-meta-${name}`, value]))
