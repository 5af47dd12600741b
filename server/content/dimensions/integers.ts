/**
 * These functions read unsigned integers of a file, big-endian unless the name says otherwise. A number that is not
 * wholly inside the bytes is NaN, which no comparison and no size accepts. So a truncated file yields no size, and no
 * reader checks bounds. Bit operators turn NaN into 0: use `%` and `/` to take such numbers apart.
 */
export const uint8 = (bytes: Uint8Array, at: number): number =>
  (at < bytes.length ? bytes[at] : undefined) ?? Number.NaN

export const uint16 = (bytes: Uint8Array, at: number): number => uint8(bytes, at) * 0x100 + uint8(bytes, at + 1)

export const uint32 = (bytes: Uint8Array, at: number): number => uint16(bytes, at) * 0x1_0000 + uint16(bytes, at + 2)

export const uint16LE = (bytes: Uint8Array, at: number): number => uint8(bytes, at + 1) * 0x100 + uint8(bytes, at)

export const uint24LE = (bytes: Uint8Array, at: number): number => uint8(bytes, at + 2) * 0x1_0000 + uint16LE(bytes, at)

export const uint32LE = (bytes: Uint8Array, at: number): number =>
  uint16LE(bytes, at + 2) * 0x1_0000 + uint16LE(bytes, at)

/** Reads an unsigned integer of 32 bits as a signed one, in two's complement. */
export const signed32 = (unsigned: number): number => (unsigned < 2 ** 31 ? unsigned : unsigned - 2 ** 32)

/** Whether the bytes hold this text at this place, one byte per character. */
export function hasText(bytes: Uint8Array, text: string, at = 0): boolean {
  if (!(at + text.length <= bytes.length)) return false
  for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}
