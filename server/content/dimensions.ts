import { imageSize } from 'image-size'

export interface Dimensions {
  /** Pixels, as shown: rotated if the picture says so. */
  width: number
  height: number
}

/** Reads the dimensions of a picture from its first bytes. EXIF orientations 5 to 8 swap width and height. */
export function dimensionsOf(head: Uint8Array, mediaType: string): Dimensions | undefined {
  if (!mediaType.startsWith('image/')) return undefined
  try {
    const { width, height, orientation = 1 } = imageSize(head)
    if (!width || !height) return undefined
    return orientation >= 5 ? { width: height, height: width } : { width, height }
  } catch {
    return undefined
  }
}
