import type { Dimensions } from './dimensions'
import { hasText, uint8, uint16LE } from './integers'

const HEADER_BYTES = 13
const EXTENSION = 0x21
const IMAGE = 0x2c

/**
 * Reads the size of the logical screen, extended so that it holds the whole first frame. Chromium and libvips do the
 * same, because some encoders leave the size of the screen 0. https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 */
export function gifDimensions(head: Uint8Array): Dimensions | undefined {
  if (!hasText(head, 'GIF87a') && !hasText(head, 'GIF89a')) return undefined
  const frame = firstFrame(head)
  if (frame === undefined) return undefined
  return {
    width: Math.max(uint16LE(head, 6), uint16LE(head, frame + 1) + uint16LE(head, frame + 5)),
    height: Math.max(uint16LE(head, 8), uint16LE(head, frame + 3) + uint16LE(head, frame + 7)),
  }
}

/** Finds the descriptor of the first frame, behind the color table and the extensions. */
function firstFrame(head: Uint8Array): number | undefined {
  let at = HEADER_BYTES + colorTableBytes(uint8(head, 10))
  while (uint8(head, at) === EXTENSION) at = endOfBlocks(head, at + 2)
  return uint8(head, at) === IMAGE ? at : undefined
}

const colorTableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0)

/** Each block begins with its length; an empty one ends the row. */
function endOfBlocks(head: Uint8Array, start: number): number {
  let at = start
  while (uint8(head, at) > 0) at += 1 + uint8(head, at)
  return at + 1
}
