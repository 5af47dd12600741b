import { bmpDimensions } from './bmp'
import type { Dimensions } from './dimensions'
import { gifDimensions } from './gif'
import { isoPictureDimensions } from './iso-picture'
import { jpegDimensions } from './jpeg'
import { pngDimensions } from './png'
import { tiffDimensions } from './tiff'
import { webpDimensions } from './webp'

export type { Dimensions } from './dimensions'

/**
 * Reads the size of a picture from its first bytes. Returns undefined where these bytes do not decide how viewers show
 * it: for truncated and damaged files, pictures that viewers show with different sizes, and formats without pixels
 * (SVG).
 *
 * The bytes come from strangers, so no reader throws, and none looks at one byte more than a few times.
 */
export function dimensionsOf(head: Uint8Array, mediaType: string): Dimensions | undefined {
  const dimensions = READERS.get(mediaType)?.(head)
  return dimensions && isLength(dimensions.width) && isLength(dimensions.height) ? dimensions : undefined
}

/** Whether pictures of this type may have dimensions that `dimensionsOf` reads. */
export const hasDimensions = (mediaType: string): boolean => READERS.has(mediaType)

const READERS: ReadonlyMap<string, (head: Uint8Array) => Dimensions | undefined> = new Map([
  ['image/jpeg', jpegDimensions],
  ['image/png', pngDimensions],
  ['image/apng', pngDimensions],
  ['image/gif', gifDimensions],
  ['image/webp', webpDimensions],
  ['image/bmp', bmpDimensions],
  ['image/tiff', tiffDimensions],
  ['image/heic', isoPictureDimensions],
  ['image/heic-sequence', isoPictureDimensions],
  ['image/heif', isoPictureDimensions],
  ['image/heif-sequence', isoPictureDimensions],
  ['image/avif', isoPictureDimensions],
])

const MAX_LENGTH = 2 ** 31

const isLength = (length: number): boolean => Number.isInteger(length) && length >= 1 && length <= MAX_LENGTH
