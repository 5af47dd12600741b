import type { FileUrl } from '../../miniprogram/uploader/contract'
import type { FileQuery } from '../../miniprogram/uploader/oss-v4/file-url'

/** A file that the user may read. */
export interface Reading {
  key: string
  /** OSS's own name of the bucket that the file is in. */
  bucket: string
  isPublic: boolean
  /** What else OSS is asked to do: `x-oss-process`, `response-content-disposition`. */
  query: FileQuery
}

/** Makes the URL of a file. */
export type ReadUrl = (reading: Reading) => FileUrl | Promise<FileUrl>
