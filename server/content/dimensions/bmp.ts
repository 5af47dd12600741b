import type { Dimensions } from './dimensions'
import { hasText, signed32, uint16LE, uint32LE } from './integers'

/** OS/2 1.x: https://www.fileformat.info/format/os2bmp/egff.htm */
const CORE_HEADER_BYTES = 12
/** From the shortest header of OS/2 2.x to the fifth version of Windows. */
const MIN_HEADER_BYTES = 16
const MAX_HEADER_BYTES = 124

/** https://learn.microsoft.com/windows/win32/gdi/bitmap-header-types */
export function bmpDimensions(head: Uint8Array): Dimensions | undefined {
  if (!hasText(head, 'BM')) return undefined
  const headerBytes = uint32LE(head, 14)
  if (headerBytes === CORE_HEADER_BYTES) return { width: uint16LE(head, 18), height: uint16LE(head, 20) }
  if (!(headerBytes >= MIN_HEADER_BYTES && headerBytes <= MAX_HEADER_BYTES)) return undefined
  // A negative height says that the rows are stored from top to bottom. A negative width is an error.
  return { width: signed32(uint32LE(head, 18)), height: Math.abs(signed32(uint32LE(head, 22))) }
}
