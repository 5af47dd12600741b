import { isText, parseJson } from '../core/backend/json'
import { UploadError } from '../core/errors'

/** Carries {@link StsUpload.id}. https://help.aliyun.com/en/oss/user-guide/manage-object-metadata */
export const ID_HEADER = 'x-oss-meta-upload-id'

/** All the state of one upload: what `upload` of a ticket holds here. Plain JSON, since nobody else is to believe it. */
export interface StsUpload {
  /** Of this shape. */
  v: 1
  /** Written into the object's metadata, so that it can be told from any other at that key. */
  id: string
  key: string
  /** Bytes. */
  size: number
  type: string
  name?: string
  /** Of an upload by parts. */
  parts?: { uploadId: string; partSize: number }
}

export const writeUpload = (upload: StsUpload): string => JSON.stringify(upload)

/** @throws UploadError `upload-invalid` for what {@link writeUpload} did not write. */
export function readUpload(text: string): StsUpload {
  const value = parseJson(text) as Partial<StsUpload> | undefined | null
  const { v, id, key, size, type, parts } = value ?? {}
  const isWhole = v === 1 && isText(id) && isText(key) && isCount(size) && isText(type)
  if (isWhole && (parts === undefined || (isText(parts.uploadId) && isCount(parts.partSize)))) return value as StsUpload
  throw new UploadError('upload-invalid')
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0
