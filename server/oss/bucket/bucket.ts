/** The port to one bucket: its objects, and the multipart uploads that become objects. */
import type { Dimensions } from '../../content/dimensions'
import type { Scope } from '../../credentials/credentials'

/** Every method may reject with a Fault: `cloud-unavailable` or `server-misconfigured`. */
export interface Bucket extends ObjectBucket, MultipartBucket {}

export interface StoredObject {
  /** Bytes. */
  size: number
  contentType: string
  /** Empty if the client sent none. */
  contentEncoding: string
  /** `Normal`, `Multipart`, `Appendable` or `Symlink`. */
  objectType: string
  /** `Standard`, `IA`, `Archive`, … */
  storageClass: string
  /** CRC-64/XZ, an unsigned decimal. */
  crc64: string
  etag: string
  /** ms. */
  modifiedAt: number
  /** Only a promoted picture has them. */
  dimensions?: Dimensions
  /** What else is stored as `x-oss-meta-…`, percent-encoded. Absent if there is nothing. */
  metadata?: Readonly<Record<string, string>>
}

/** What was read of an object. */
export interface Beginning {
  bytes: Uint8Array
  /** Of the object that was read: by now another one may be there. */
  etag: string
}

/** `open`: nothing tells yet that the file is confirmed. `accepted`: it is. */
export type MarkState = 'open' | 'accepted'

/** Media types of a mark. No client can declare them. */
export const MARK_TYPES: Readonly<Record<MarkState, string>> = {
  open: 'application/x-upload-mark',
  accepted: 'application/x-upload-accepted',
}

export const isMark = ({ contentType }: StoredObject, state: MarkState): boolean => contentType === MARK_TYPES[state]

export interface Mark {
  key: string
  state: MarkState
  /** Default true. If false, an object that is there already stays as it is. */
  overwrite?: boolean
}

export interface Promotion extends ObjectSettings {
  from: string
  /** OSS's own name of the bucket of `from`, in the same region. Default: this one. */
  fromBucket?: string
  /** The ETag that `head` gave, so that only the inspected object is copied. */
  ifMatch: string
  to: string
  /** Stored with the object, so that a later call need not read the picture again. */
  dimensions?: Dimensions
}

/** What a final object has besides its bytes. The backend sets all of it, never the client. */
export interface ObjectSettings {
  contentType: string
  contentDisposition?: string
  cacheControl?: string
  acl: 'private' | 'public-read'
  /** Headers `x-oss-meta-…`. */
  metadata?: Record<string, string>
}

export interface ObjectBucket {
  /** Makes sure that OSS still knows the session of this purpose: a revoked one is replaced, if STS gives another. */
  examine(scope: Scope): Promise<void>
  head(key: string): Promise<StoredObject | undefined>
  /** The first `length` bytes, or fewer if the object has fewer; undefined if it is gone or empty. */
  readBeginning(key: string, length: number): Promise<Beginning | undefined>
  /** `exists`: the target exists already and stays unchanged. `gone`: the source is gone or was replaced. */
  promote(promotion: Promotion): Promise<'copied' | 'exists' | 'gone'>
  /** Makes the object readable by anyone. */
  publish(key: string): Promise<'published' | 'gone'>
  /** Puts an empty private object. */
  putMark(mark: Mark): Promise<void>
  /** Resolves also if there is no such object. */
  remove(key: string): Promise<void>
}

/** The object that the upload will become. It is private at first. */
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

/** `uploadId` is OSS's own id of a multipart upload. */
export interface MultipartBucket {
  /** Resolves to the `uploadId` of the new upload. */
  initiate(initiation: Initiation): Promise<string>
  /** All stored parts, ascending by number; undefined if OSS does not know the upload, or no longer does. */
  listParts(key: string, uploadId: string): Promise<StoredPart[] | undefined>
  /**
   * Makes one private object of the parts. `exists`: there is an object already, which stays unchanged. `gone`: OSS no
   * longer knows the upload. `changed`: a stored part differs from its entry in `parts`.
   */
  complete(assembly: Assembly): Promise<'completed' | 'exists' | 'gone' | 'changed'>
  /** `gone`: there was no such upload. A part that is being sent may still be stored after the abort. */
  abort(key: string, uploadId: string): Promise<'aborted' | 'gone'>
}
