import type { Charset } from '../../miniprogram/uploader/formats/charset'
import { charsetOfText } from '../content/charset-of-text'
import { type Dimensions, dimensionsOf } from '../content/dimensions'
import { INSPECTED_BYTES, judgeContent } from '../content/judge-content'
import type { Beginning, Bucket, StoredObject } from '../oss/bucket/bucket'

/** What the first bytes of an object show. */
export interface Inspection {
  /** The media type that was found, if the content must be refused. */
  refused?: string
  /** Of a text, if it is certain. */
  charset?: Charset
  /** Of a picture. */
  dimensions?: Dimensions
}

/** Reads what is inspected of an object of this size. OSS refuses a range of an empty one. */
export async function readInspected(key: string, size: number, bucket: Bucket): Promise<Beginning | undefined> {
  return size === 0 ? undefined : bucket.readBeginning(key, Math.min(size, INSPECTED_BYTES))
}

/**
 * Judges the content by the first bytes. The client has done the same, but the backend does not trust the client.
 * The result is `undefined` if the object is gone or was replaced.
 * @param early what was read while the object was described. It counts only if it is of the same object.
 */
export async function inspectContent(
  key: string,
  { size, etag }: StoredObject,
  declaredType: string,
  bucket: Bucket,
  early?: Beginning,
): Promise<Inspection | undefined> {
  const read = early?.etag === etag ? early : await readInspected(key, size, bucket)
  if (size > 0 && read?.etag !== etag) return undefined
  const head = read?.bytes ?? new Uint8Array()
  return {
    refused: judgeContent(head, declaredType),
    charset: charsetOfText(head, declaredType),
    dimensions: dimensionsOf(head, declaredType),
  }
}
