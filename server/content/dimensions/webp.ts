import type { Dimensions } from './dimensions'
import { hasText, uint8, uint16LE, uint24LE, uint32LE } from './integers'
import { isQuarterTurn, orientationIn } from './orientation'

const FIRST_CHUNK = 12
const CHUNK_HEADER_BYTES = 8
/** Where the data of the first chunk begins. */
const DATA = FIRST_CHUNK + CHUNK_HEADER_BYTES

/** https://developers.google.com/speed/webp/docs/riff_container */
export function webpDimensions(head: Uint8Array): Dimensions | undefined {
  if (!hasText(head, 'RIFF') || !hasText(head, 'WEBP', 8)) return undefined
  if (hasText(head, 'VP8 ', FIRST_CHUNK)) return lossy(head)
  if (hasText(head, 'VP8L', FIRST_CHUNK)) return lossless(head)
  return hasText(head, 'VP8X', FIRST_CHUNK) ? extended(head) : undefined
}

/** Width and height of a key frame take 14 bits each, beside 2 bits of scaling that viewers ignore: RFC 6386, 9.1. */
function lossy(head: Uint8Array): Dimensions | undefined {
  if (uint8(head, DATA) % 2 !== 0 || !hasText(head, '\x9d\x01\x2a', DATA + 3)) return undefined
  return { width: uint16LE(head, DATA + 6) % 0x4000, height: uint16LE(head, DATA + 8) % 0x4000 }
}

/** Width and height take 14 bits each and are stored less 1. */
function lossless(head: Uint8Array): Dimensions | undefined {
  if (uint8(head, DATA) !== 0x2f) return undefined
  const sizes = uint32LE(head, DATA + 1)
  return { width: (sizes % 0x4000) + 1, height: (Math.floor(sizes / 0x4000) % 0x4000) + 1 }
}

const EXIF_FLAG = 0x08

/** Width and height of the canvas take 24 bits each and are stored less 1, behind flags of what else the file holds. */
function extended(head: Uint8Array): Dimensions | undefined {
  const canvas = { width: uint24LE(head, DATA + 4) + 1, height: uint24LE(head, DATA + 7) + 1 }
  return uint8(head, DATA) & EXIF_FLAG && !isKeptUpright(head) ? undefined : canvas
}

/**
 * Tells whether the EXIF block leaves width and height as they are. Chromium (143) never turns a WebP picture, but
 * libvips does, so a turned one has no size that is right in both. The block usually follows the image data, outside of
 * the head.
 */
function isKeptUpright(head: Uint8Array): boolean {
  let at = FIRST_CHUNK
  while (at < head.length) {
    const length = uint32LE(head, at + 4)
    const data = at + CHUNK_HEADER_BYTES
    const end = data + length
    if (hasText(head, 'EXIF', at)) {
      if (!(end <= head.length)) return false
      // Some writers keep the prefix of JPEG's block.
      const exif = head.subarray(hasText(head, 'Exif\0\0', data) ? data + 6 : data, end)
      const orientation = orientationIn(exif)
      return orientation !== undefined && !isQuarterTurn(orientation)
    }
    at = end + (length % 2)
  }
  return false
}
