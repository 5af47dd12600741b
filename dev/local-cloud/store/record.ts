export const OBJECT_ACLS = ['default', 'private', 'public-read', 'public-read-write'] as const
export type ObjectAcl = (typeof OBJECT_ACLS)[number]

/** Everything that OSS stores about an object, except its bytes. */
export interface ObjectRecord {
  key: string
  /** Missing for the version `null`, which is the only one in a bucket without versioning. */
  versionId?: string
  size: number
  /** Upper-case hex without quotes; a multipart upload adds `-` and the number of parts. */
  etag: string
  /** Unsigned decimal. */
  crc64: string
  /** Base64 of the 16 bytes; empty for a multipart upload, which is never hashed as a whole. */
  contentMd5: string
  /** Milliseconds since 1970. */
  lastModified: number
  acl: ObjectAcl
  storageClass: string
  /** `Content-Type`, `Cache-Control`, …; returned unchanged. */
  headers: Record<string, string>
  /** Names are in lower case, without `x-oss-meta-`. */
  meta: Record<string, string>
  tags?: Record<string, string>
  /** Server-side encryption, as the header names it; the bytes on this disk are not encrypted. */
  encryption?: string
  /** Default `Normal`. */
  type?: 'Normal' | 'Multipart' | 'Symlink' | 'Appendable'
  /** Target of a symlink: a key of the same bucket, which may not exist. */
  target?: string
  /** Name of the file with the bytes, in the data folder. */
  data: string
}

/** What is known about an object before it exists. */
export type ObjectDraft = Pick<ObjectRecord, 'acl' | 'storageClass' | 'headers' | 'meta' | 'tags' | 'encryption'>

/** A multipart upload in progress. */
export interface UploadRecord extends ObjectDraft {
  uploadId: string
  key: string
  /** Milliseconds since 1970. */
  initiated: number
  forbidOverwrite: boolean
  /** Parts must be sent in the order 1, 2, 3, … */
  sequential: boolean
}

export interface PartRecord {
  number: number
  size: number
  /** Upper-case hex of the MD5, without quotes. */
  etag: string
  crc64: string
  lastModified: number
  data: string
}
