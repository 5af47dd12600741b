import { type Dimensions, turned } from './dimensions'
import { hasText } from './integers'
import { isQuarterTurn } from './orientation'
import { firstDirectory, ORIENTATION } from './tiff-directory'

const SUBFILE_TYPE = 0xfe
const WIDTH = 0x100
const HEIGHT = 0x101

/** Reads the size of the first page. Many writers put its directory behind the pixels, outside of the head. */
export function tiffDimensions(head: Uint8Array): Dimensions | undefined {
  if (!hasText(head, 'II*\0') && !hasText(head, 'MM\0*')) return undefined
  const { fields, isWhole } = firstDirectory(head)
  if (!isWhole) return undefined
  // libtiff takes the first of several fields with one tag.
  const valueOfTag = (wanted: number): number | undefined => fields.find(({ tag }) => tag === wanted)?.value
  // Raw photos (DNG) begin with a thumbnail.
  if ((valueOfTag(SUBFILE_TYPE) ?? 0) % 2 !== 0) return undefined
  const stored = { width: valueOfTag(WIDTH) ?? Number.NaN, height: valueOfTag(HEIGHT) ?? Number.NaN }
  return isQuarterTurn(valueOfTag(ORIENTATION) ?? 1) ? turned(stored) : stored
}
