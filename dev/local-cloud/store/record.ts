export const OBJECT_ACLS = ['default', 'private', 'public-read', 'public-read-write'] as const
export type ObjectAcl = (typeof OBJECT_ACLS)[number]

/** Everything OSS keeps of an object besides its bytes. */
export interface ObjectRecord {
  key: string
  size: number
  /** Upper-case hex without quotes; of a multipart upload with `-` and the number of parts. */
  etag: string
  /** Unsigned decimal. */
  crc64: string
  /** Base64 of the 16 bytes; empty for a multipart upload, whose whole nobody has hashed. */
  contentMd5: string
  /** Milliseconds since 1970. */
  lastModified: number
  acl: ObjectAcl
  storageClass: string
  /** `Content-Type`, `Cache-Control`, …: sent back as they are. */
  headers: Record<string, string>
  /** Without `x-oss-meta-`, in lower case. */
  meta: Record<string, string>
  /** Default `Normal`. */
  type?: 'Normal' | 'Multipart' | 'Symlink'
  /** Of a symlink: a key of the same bucket, which may be none. */
  target?: string
  /** Name of the file with the bytes, in the store's data folder. */
  data: string
}

/** What is said of an object before it exists. */
export type ObjectDraft = Pick<ObjectRecord, 'acl' | 'storageClass' | 'headers' | 'meta'>

/** A multipart upload that has been initiated and neither completed nor aborted. */
export interface UploadRecord extends ObjectDraft {
  uploadId: string
  key: string
  /** Milliseconds since 1970. */
  initiated: number
  forbidOverwrite: boolean
  /** Parts must come as 1, 2, 3, … */
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
