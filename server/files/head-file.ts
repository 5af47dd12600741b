import { inspectContent } from '../confirm/inspect-content'
import { mediaTypeIn } from '../content/charset-of-text'
import { type Dimensions, hasDimensions } from '../content/dimensions'
import type { ServerContext } from '../context'
import type { StoredObject } from '../oss/bucket/bucket'
import { inBucket } from '../oss/in-bucket'
import { bucketOf } from '../reads/parse-key'
import type { KnownKey } from '../reads/url-of'
import { type KeyContext, knownKey } from './known-key'

/** A file as OSS holds it. */
export interface FileHead {
  key: string
  /** The user's hash, which is the folder that the file is in. */
  owner: string
  /** Absent if the user's own credentials put the file: the backend has checked nothing of it then. */
  route?: string
  /** Bytes. */
  size: number
  /** Media type without parameters. */
  type: string
  /** Only of a picture that a route took: pixels, as a viewer shows it. */
  width?: number
  height?: number
  /** CRC-64/XZ as OSS computed it, an unsigned decimal (up to 20 digits: not a Number). */
  crc64: string
  /** What the route's `metadata` or `put` stored with the file. */
  metadata: Record<string, string>
}

export type HeadContext = KeyContext & Pick<ServerContext, 'bucket' | 'buckets' | 'routes'>

/** What OSS knows of a file; undefined if there is none. @throws Fault `bad-request`: not a key of this backend. */
export async function headFile(key: string, context: HeadContext): Promise<FileHead | undefined> {
  const one = knownKey(key, context)
  const there = inBucket(bucketOf(one, context.routes), context)
  const stored = await there.bucket.head(key)
  // A user's own credentials can put a symlink, which would show another user's file under this key.
  if (!stored || stored.objectType === 'Symlink') return undefined
  const type = mediaTypeIn(stored.contentType)
  const common = { key, owner: one.owner, size: stored.size, type, crc64: stored.crc64 }
  if (one.kind === 'put') return { ...common, metadata: {} }
  const dimensions = await dimensionsFor(one, stored, type, there)
  return { ...common, route: one.route, ...dimensions, metadata: decoded(stored.metadata) }
}

/** Objects that are not read at once must be restored first. https://help.aliyun.com/zh/oss/user-guide/overview-53 */
const READABLE = ['Standard', 'IA']

/** A picture that was sent in parts has no stored dimensions, because OSS takes metadata before the parts only. */
async function dimensionsFor(
  { key }: KnownKey,
  stored: StoredObject,
  type: string,
  { bucket }: HeadContext,
): Promise<Dimensions | undefined> {
  const { dimensions, objectType, storageClass } = stored
  const isUnknown = !dimensions && objectType === 'Multipart' && hasDimensions(type)
  if (!isUnknown || !READABLE.includes(storageClass)) return dimensions
  return (await inspectContent(key, stored, type, bucket))?.dimensions
}

/** The inverse of `metadataHeaders`. An operator may have stored other texts, which are given as they are. */
function decoded(metadata: StoredObject['metadata'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, decodedText(value)]))
}

function decodedText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
