import { isText, parseJson } from '../core/backend/json'
import { UploadError } from '../core/errors'
import { CHARSETS, type Charset } from '../formats/charset'
import type { OssPart } from './calls/multipart-calls'

/** The header of {@link StsUpload.id}. https://help.aliyun.com/en/oss/user-guide/manage-object-metadata */
export const ID_HEADER = 'x-oss-meta-upload-id'

/** The whole state of one upload: `upload` of a ticket is this as plain JSON, since only this app has to trust it. */
export interface StsUpload {
  /** Version of this shape. */
  v: 1
  /** Written into the object's metadata, so that another object with the same key is not taken for this upload's. */
  id: string
  key: string
  /** Bytes. */
  size: number
  /** Media type. */
  type: string
  /** The charset of a text. The stored Content-Type names it. */
  charset?: Charset
  name?: string
  /** Only a multipart upload has it. */
  parts?: { uploadId: string; partSize: number }
}

export type MultipartUpload = StsUpload & Required<Pick<StsUpload, 'parts'>>

export const writeUpload = (upload: StsUpload): string => JSON.stringify(upload)

/** @throws UploadError `upload-invalid` for a text that {@link writeUpload} did not write. */
export function readUpload(text: string): StsUpload {
  const value = parseJson(text) as Partial<StsUpload> | undefined | null
  const { v, id, key, size, type, charset, parts } = value ?? {}
  const isLabelled = charset === undefined || CHARSETS.includes(charset)
  const isWhole = v === 1 && isText(id) && isText(key) && isCount(size) && isText(type) && isLabelled
  if (isWhole && (parts === undefined || (isText(parts.uploadId) && isCount(parts.partSize)))) return value as StsUpload
  throw new UploadError('upload-invalid')
}

/** `text/csv; charset=gb18030`. */
export const contentTypeOf = ({ type, charset }: Pick<StsUpload, 'type' | 'charset'>): string =>
  charset ? `${type}; charset=${charset}` : type

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0

export const isMultipart = (upload: StsUpload): upload is MultipartUpload => upload.parts !== undefined

/** @throws UploadError `upload-invalid`, also for an upload that is not a multipart one. */
export function readMultipartUpload(text: string): MultipartUpload {
  const upload = readUpload(text)
  if (isMultipart(upload)) return upload
  throw new UploadError('upload-invalid')
}

export const partCountOf = ({ size, parts }: MultipartUpload): number => Math.ceil(size / parts.partSize)

/** Those of the stored parts that belong to the upload and have their full size. */
export function wholeParts(stored: readonly OssPart[], upload: MultipartUpload): OssPart[] {
  const { partSize } = upload.parts
  const last = partCountOf(upload)
  const lastSize = upload.size - partSize * (last - 1)
  return stored.filter(
    ({ number, size }) => number >= 1 && number <= last && size === (number < last ? partSize : lastSize),
  )
}
