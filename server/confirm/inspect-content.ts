import { contradiction, HEAD_BYTES } from '../content/contradiction'
import { type Dimensions, dimensionsOf } from '../content/dimensions'
import type { Bucket, StoredObject } from '../oss/bucket/bucket'

/** What the first bytes of an object tell. */
export interface Inspection {
  /** What it is instead of what was declared: a media type, or `unknown`. */
  contradicts?: string
  /** Of a picture. */
  dimensions?: Dimensions
}

/**
 * The client judged the type from the first bytes as well, but it is the client.
 * Undefined when the object is not there any more, or another one.
 */
export async function inspectContent(
  key: string,
  { size, etag }: StoredObject,
  declaredType: string,
  bucket: Bucket,
): Promise<Inspection | undefined> {
  // Nothing can be read of nothing: OSS refuses the range.
  const head = size === 0 ? new Uint8Array() : await bucket.readHead(key, Math.min(size, HEAD_BYTES), etag)
  if (!head) return undefined
  return { contradicts: await contradiction(head, declaredType), dimensions: dimensionsOf(head, declaredType) }
}
