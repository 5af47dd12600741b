/** The objects of one bucket, and the uploads in parts that become some: the port that the steps work with. */
import type { Dimensions } from '../../content/dimensions'

/** Each method rejects with a Fault: `cloud-unavailable`, `server-misconfigured`. */
export interface Bucket extends ObjectBucket, MultipartBucket {}

export interface StoredObject {
  /** Bytes. */
  size: number
  contentType: string
  /** Empty, unless somebody sent it along. */
  contentEncoding: string
  /** `Normal`, `Multipart`, `Appendable` or `Symlink`. */
  objectType: string
  /** `Standard`, `IA`, `Archive`, … */
  storageClass: string
  /** CRC-64/XZ, an unsigned decimal. */
  crc64: string
  etag: string
  /** Of a promoted picture. */
  dimensions?: Dimensions
}

export interface Promotion extends ObjectSettings {
  from: string
  /** Copies only what was looked at: the ETag that `head` gave. */
  ifMatch: string
  to: string
  /** Kept with the object, so that whoever asks again need not look into it again. */
  dimensions?: Dimensions
}

/** All that a final object is besides its bytes. The client has set none of it. */
export interface ObjectSettings {
  contentType: string
  contentDisposition?: string
  cacheControl?: string
  acl: 'private' | 'public-read'
  /** `x-oss-meta-…` */
  metadata?: Record<string, string>
}

export interface ObjectBucket {
  head(key: string): Promise<StoredObject | undefined>
  /** Its first `length` bytes, which it must have; undefined when it is not there any more, or another one. */
  readHead(key: string, length: number, ifMatch: string): Promise<Uint8Array | undefined>
  /** `exists`: the target was there already, and stays as it is. `gone`: the source is not there, or another one. */
  promote(promotion: Promotion): Promise<'copied' | 'exists' | 'gone'>
  /** Lets everybody read it. */
  publish(key: string): Promise<'published' | 'gone'>
  /** Not there is fine. */
  remove(key: string): Promise<void>
}

/** Of the object to be, which is private at first. */
export interface Initiation extends Omit<ObjectSettings, 'acl'> {
  key: string
}

export interface StoredPart {
  /** From 1. */
  number: number
  /** Bytes. */
  size: number
  etag: string
  /** CRC-64/XZ, an unsigned decimal. */
  crc64: string
}

export interface Assembly {
  key: string
  uploadId: string
  /** Ascending by number. */
  parts: readonly Pick<StoredPart, 'number' | 'etag'>[]
}

/** `uploadId` is OSS's own name for one upload in parts. */
export interface MultipartBucket {
  /** The new upload's `uploadId`. */
  initiate(initiation: Initiation): Promise<string>
  /** All of them, ascending by number; undefined when there is no such upload, or none any more. */
  listParts(key: string, uploadId: string): Promise<StoredPart[] | undefined>
  /**
   * Makes the parts one private object. `exists`: there is one, which stays as it is. `gone`: the upload is.
   * `changed`: a part is not what `parts` says.
   */
  complete(assembly: Assembly): Promise<'completed' | 'exists' | 'gone' | 'changed'>
  /** `gone`: there was no such upload. A part that is on its way may arrive after it all the same. */
  abort(key: string, uploadId: string): Promise<'aborted' | 'gone'>
}
