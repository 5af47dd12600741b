import { describeFile } from '../confirm/describe-file'
import { mediaTypeIn } from '../content/charset-of-text'
import type { ServerContext } from '../context'
import type { NewFile } from '../define-routes/route-options'
import { Fault } from '../faults/fault'
import { inBucket } from '../oss/in-bucket'
import { bucketOf } from '../reads/parse-key'
import type { ReadContext } from '../reads/read-url'
import { settingsOf } from '../tickets/object-settings'
import { knownKey } from './known-key'
import { placeOf, type Target, type TargetContext } from './target'

export interface CopyOptions {
  /** Browsers save the copy under this name. */
  filename?: string
}

export type CopyContext = TargetContext & ReadContext & Pick<ServerContext, 'bucket' | 'buckets'>

/**
 * Copies a confirmed file inside its bucket, or into another one of the same region. The copy has the visibility and the
 * headers of its own route, and the metadata of the original.
 * @throws Fault `not-stored`: there is no such file; `already-exists`, `bad-request`.
 */
export async function copyFile(
  from: string,
  to: Target,
  { filename }: CopyOptions,
  context: CopyContext,
): Promise<NewFile> {
  const known = knownKey(from, context)
  // A user may have put a symlink below sts/, and the copy would be of another user's file.
  if (known.kind === 'put') {
    throw new Fault('bad-request', { issues: 'from: expected the key of a route’s file, not one below sts/' })
  }
  const origin = inBucket(bucketOf(known, context.routes), context)
  const source = await origin.bucket.head(from)
  if (!source) throw new Fault('not-stored')
  const type = mediaTypeIn(source.contentType)
  const { key, route } = placeOf(to, type, context)
  const there = inBucket(route.bucket, context)
  requireOneRegion(origin, there)
  const outcome = await there.bucket.promote({
    ...settingsOf({ type, name: filename }, route),
    contentType: source.contentType,
    metadata: headersOf(source.metadata),
    dimensions: source.dimensions,
    from,
    fromBucket: origin.config.oss.bucket,
    ifMatch: source.etag,
    to: key,
  })
  if (outcome === 'exists') throw new Fault('already-exists')
  if (outcome === 'gone') throw new Fault('not-stored')
  return describeFile({ key, name: filename, type }, source, route, there)
}

/** https://help.aliyun.com/en/oss/developer-reference/copyobject */
function requireOneRegion(origin: CopyContext, there: CopyContext): void {
  const [from, to] = [origin.config.oss.region, there.config.oss.region]
  if (from === to) return
  const issues = `to: expected a bucket in ${from}, got one in ${to}: put the bytes instead, OSS copies within one region`
  throw new Fault('bad-request', { issues })
}

const headersOf = (metadata: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-oss-meta-${name}`, value]))
