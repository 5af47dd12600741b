import type { StoredPart } from '../../oss/bucket/bucket'
import { partCount, partLength } from '../../oss/part-layout'
import type { MultipartUpload } from '../../oss/upload-token'

export interface JudgedParts {
  /** Parts of the file, each at its exact size, ascending by number. */
  right: StoredPart[]
  /** Parts of another size, or beyond the file's end. */
  wrong: StoredPart[]
}

export function judgeParts(held: readonly StoredPart[], { size, multipart }: MultipartUpload): JudgedParts {
  const layout = { size, partSize: multipart.partSize }
  const isRight = (part: StoredPart): boolean =>
    part.number <= partCount(layout) && part.size === partLength(layout, part.number)
  return { right: held.filter(isRight), wrong: held.filter((part) => !isRight(part)) }
}

/** Number of the first part that is not among `right`. */
export function firstMissing(right: readonly StoredPart[]): number {
  const gap = right.findIndex(({ number }, index) => number !== index + 1)
  return (gap < 0 ? right.length : gap) + 1
}
