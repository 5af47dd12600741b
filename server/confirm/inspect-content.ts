import { contradiction, HEAD_BYTES } from '../content/contradiction'
import { type Dimensions, dimensionsOf } from '../content/dimensions'
import type { Bucket, StoredObject } from '../oss/bucket/bucket'

/** What the first bytes of an object show. */
export interface Inspection {
  /** The type of the content, if it contradicts the declaration: a media type, or `unknown`. */
  contradicts?: string
  /** Of a picture. */
  dimensions?: Dimensions
}

/**
 * Judges the type from the first bytes. The client has done the same, but the backend does not trust the client.
 * The result is `undefined` if the object is gone or was replaced.
 */
export async function inspectContent(
  key: string,
  { size, etag }: StoredObject,
  declaredType: string,
  bucket: Bucket,
): Promise<Inspection | undefined> {
  // OSS refuses a range of an empty object.
  const head = size === 0 ? new Uint8Array() : await bucket.readHead(key, Math.min(size, HEAD_BYTES), etag)
  if (!head) return undefined
  return { contradicts: await contradiction(head, declaredType), dimensions: dimensionsOf(head, declaredType) }
}
