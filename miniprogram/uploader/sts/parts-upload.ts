import { UploadError } from '../core/errors'
import type { OssPart } from './multipart-calls'
import { readUpload, type StsUpload } from './sts-upload'

/** An upload by parts. */
export type PartsUpload = StsUpload & Required<Pick<StsUpload, 'parts'>>

export const isByParts = (upload: StsUpload): upload is PartsUpload => upload.parts !== undefined

/** @throws UploadError `upload-invalid` for any other. */
export function readPartsUpload(text: string): PartsUpload {
  const upload = readUpload(text)
  if (isByParts(upload)) return upload
  throw new UploadError('upload-invalid')
}

export const partCountOf = ({ size, parts }: PartsUpload): number => Math.ceil(size / parts.partSize)

/** Of the parts that OSS holds, those that were declared, at the size that they were declared with. */
export function wholeParts(held: readonly OssPart[], upload: PartsUpload): OssPart[] {
  const { partSize } = upload.parts
  const last = partCountOf(upload)
  const lastSize = upload.size - partSize * (last - 1)
  return held.filter(
    ({ number, size }) => number >= 1 && number <= last && size === (number < last ? partSize : lastSize),
  )
}
