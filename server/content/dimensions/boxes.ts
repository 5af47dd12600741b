import { uint8, uint32 } from './integers'

/** One box of an ISO media file: ISO/IEC 14496-12, 4.2. */
export interface Box {
  /** Four characters. */
  type: string
  /** What it holds, as far as it is inside the bytes. */
  body: Uint8Array
  /** Whether all of it is inside the bytes. */
  isWhole: boolean
}

const HEADER_BYTES = 8
const LONG_HEADER_BYTES = 16

/** Lists the boxes that follow each other in these bytes, up to the first one with an impossible size. */
export function* boxesIn(bytes: Uint8Array): Iterable<Box> {
  let at = 0
  while (at + HEADER_BYTES <= bytes.length) {
    const { header, size } = extent(bytes, at)
    if (!(size >= header)) return
    const end = at + size
    yield { type: typeAt(bytes, at + 4), body: bytes.subarray(at + header, end), isWhole: end <= bytes.length }
    at = end
  }
}

/** Finds the first box of this type. */
export function boxIn(bytes: Uint8Array, type: string): Box | undefined {
  for (const box of boxesIn(bytes)) if (box.type === type) return box
  return undefined
}

/** A size of 1 announces one of 64 bits; one of 0 means the rest of the file, which lies outside of the head. */
function extent(bytes: Uint8Array, at: number): { header: number; size: number } {
  const size = uint32(bytes, at)
  if (size === 0) return { header: HEADER_BYTES, size: Number.POSITIVE_INFINITY }
  if (size !== 1) return { header: HEADER_BYTES, size }
  return { header: LONG_HEADER_BYTES, size: uint32(bytes, at + 8) * 2 ** 32 + uint32(bytes, at + 12) }
}

const typeAt = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(uint8(bytes, at), uint8(bytes, at + 1), uint8(bytes, at + 2), uint8(bytes, at + 3))
