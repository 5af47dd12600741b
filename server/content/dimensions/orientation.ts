import { type Dimensions, turned } from './dimensions'
import { type Field, firstDirectory, ORIENTATION, SHORT } from './tiff-directory'

/**
 * Returns the orientation that an EXIF block gives, 1 to 8. It is 1 (upright) if the block gives none, or no valid one:
 * Chromium and libvips show such a picture as it is stored. It is undefined where these two disagree, because libvips
 * takes the first orientation of any type (gThumb writes an SLONG), and Chromium the first plain one.
 */
export function orientationIn(exif: Uint8Array): number | undefined {
  const orientations = firstDirectory(exif).fields.filter(({ tag }) => tag === ORIENTATION)
  const [first] = orientations
  if (first && isPlain(first)) return first.value
  return orientations.some(({ count, value }) => count > 0 && isQuarterTurn(value)) ? undefined : 1
}

const isPlain = ({ type, count, value }: Field): boolean => type === SHORT && count === 1 && value >= 1 && value <= 8

/** Orientations 5 to 8 turn a picture by a quarter; the others flip it, or turn it by a half. */
export const isQuarterTurn = (orientation: number): boolean => orientation >= 5 && orientation <= 8

/** Turns the stored size as the EXIF block says. */
export function oriented(stored: Dimensions, exif: Uint8Array | undefined): Dimensions | undefined {
  const orientation = exif ? orientationIn(exif) : 1
  if (orientation === undefined) return undefined
  return isQuarterTurn(orientation) ? turned(stored) : stored
}
