export const OBJECT_ACLS = ['default', 'private', 'public-read', 'public-read-write'] as const
export type ObjectAcl = (typeof OBJECT_ACLS)[number]

/** Everything OSS keeps of an object besides its bytes. */
export interface ObjectRecord {
  key: string
  size: number
  /** Upper-case hex without quotes. */
  etag: string
  /** Unsigned decimal. */
  crc64: string
  /** Base64 of the 16 bytes. */
  contentMd5: string
  /** Milliseconds since 1970. */
  lastModified: number
  acl: ObjectAcl
  storageClass: string
  /** `Content-Type`, `Cache-Control`, …: sent back as they are. */
  headers: Record<string, string>
  /** Without `x-oss-meta-`, in lower case. */
  meta: Record<string, string>
  /** Name of the file with the bytes, in the store's data folder. */
  data: string
}
