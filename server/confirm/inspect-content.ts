import type { Charset } from '../../miniprogram/uploader/formats/charset'
import { charsetOfText } from '../content/charset-of-text'
import { type Dimensions, dimensionsOf } from '../content/dimensions'
import { INSPECTED_BYTES, judgeContent } from '../content/judge-content'
import type { Bucket, StoredObject } from '../oss/bucket/bucket'

/** What the first bytes of an object show. */
export interface Inspection {
  /** The media type that was found, if the content must be refused. */
  refused?: string
  /** Of a text, if it is certain. */
  charset?: Charset
  /** Of a picture. */
  dimensions?: Dimensions
}

/**
 * Judges the content by the first bytes. The client has done the same, but the backend does not trust the client.
 * The result is `undefined` if the object is gone or was replaced.
 */
export async function inspectContent(
  key: string,
  { size, etag }: StoredObject,
  declaredType: string,
  bucket: Bucket,
): Promise<Inspection | undefined> {
  // OSS refuses a range of an empty object.
  const head = size === 0 ? new Uint8Array() : await bucket.readHead(key, Math.min(size, INSPECTED_BYTES), etag)
  if (!head) return undefined
  return {
    refused: judgeContent(head, declaredType),
    charset: charsetOfText(head, declaredType),
    dimensions: dimensionsOf(head, declaredType),
  }
}
