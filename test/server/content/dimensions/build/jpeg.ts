import { be16, join, type Part } from './bytes'
import { orientationBlock } from './tiff'

export const segment = (marker: number, ...body: Part[]): Buffer => {
  const bytes = join(...body)
  return join([0xff, marker], be16(bytes.length + 2), bytes)
}

export const exifSegment = (block: Uint8Array): Buffer => segment(0xe1, 'Exif\0\0', block)

/** An EXIF block that says how the picture is to be turned. */
export const orientationSegment = (orientation: number): Buffer => exifSegment(orientationBlock(orientation))

/** Where the first segment with this marker begins. */
export const indexOfMarker = (jpeg: Buffer, marker: number): number => jpeg.indexOf(Buffer.from([0xff, marker]))
