import type { Dimensions } from './dimensions'
import { hasText, uint32 } from './integers'
import { oriented } from './orientation'

const FIRST_CHUNK = 8
/** A length and a type stand before the data of a chunk. */
const CHUNK_HEADER_BYTES = 8
/** A checksum follows the data. */
const CHUNK_FRAME_BYTES = 12

/**
 * Reads the size in IHDR, and turns it as the `eXIf` chunk says if that comes before the image data. Chromium (143) and
 * libvips do the same. https://www.w3.org/TR/png-3/
 */
export function pngDimensions(head: Uint8Array): Dimensions | undefined {
  if (!hasText(head, '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR')) return undefined
  const stored = { width: uint32(head, 16), height: uint32(head, 20) }
  let exif: Uint8Array | undefined
  for (let at = FIRST_CHUNK; at < head.length; at += CHUNK_FRAME_BYTES + uint32(head, at)) {
    if (hasText(head, 'eXIf', at + 4)) exif ??= chunkData(head, at)
    if (hasText(head, 'IDAT', at + 4)) return oriented(stored, exif)
  }
  // The bytes end before the image data, so an `eXIf` chunk may still follow.
  return undefined
}

function chunkData(head: Uint8Array, at: number): Uint8Array {
  const start = at + CHUNK_HEADER_BYTES
  return head.subarray(start, start + uint32(head, at))
}
