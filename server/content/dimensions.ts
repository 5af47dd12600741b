import { imageSize } from 'image-size'

export interface Dimensions {
  /** px, as shown: turned where the picture says so. */
  width: number
  height: number
}

/** Of a picture, from its first bytes; undefined when they do not tell. EXIF orientations 5 to 8 lie on their side. */
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
