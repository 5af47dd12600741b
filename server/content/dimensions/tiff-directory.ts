import { hasText, uint8, uint16, uint16LE, uint32, uint32LE } from './integers'

/** One field of a TIFF directory. */
export interface Field {
  tag: number
  type: number
  count: number
  /** The first value, if it is an integer, read as an unsigned one; else NaN. */
  value: number
}

export interface Directory {
  fields: Field[]
  /** Whether none of its fields is cut off by the end of the bytes. */
  isWhole: boolean
}

export const ORIENTATION = 0x112
export const SHORT = 3

const COUNT_BYTES = 2
const FIELD_BYTES = 12

/**
 * Reads the first directory (IFD0) of a TIFF file or an EXIF block. Following directories are never read, so a chain of
 * them cannot be a loop. https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf, section 2
 */
export function firstDirectory(tiff: Uint8Array): Directory {
  const order = byteOrder(tiff)
  if (!order) return { fields: [], isWhole: false }
  const start = order.long(tiff, 4)
  const announced = order.short(tiff, start)
  const count = Math.min(announced, Math.floor((tiff.length - start - COUNT_BYTES) / FIELD_BYTES))
  const fields: Field[] = []
  for (let i = 0; i < count; i += 1) fields.push(fieldAt(tiff, start + COUNT_BYTES + i * FIELD_BYTES, order))
  return { fields, isWhole: count === announced }
}

type Read = (bytes: Uint8Array, at: number) => number

interface ByteOrder {
  short: Read
  long: Read
}

function byteOrder(tiff: Uint8Array): ByteOrder | undefined {
  if (hasText(tiff, 'II')) return { short: uint16LE, long: uint32LE }
  return hasText(tiff, 'MM') ? { short: uint16, long: uint32 } : undefined
}

function fieldAt(tiff: Uint8Array, at: number, order: ByteOrder): Field {
  const { short, long } = order
  const type = short(tiff, at + 2)
  return { tag: short(tiff, at), type, count: long(tiff, at + 4), value: integerAt(tiff, at + 8, type, order) }
}

/** The types are BYTE, SHORT, LONG and their signed twins. */
function integerAt(tiff: Uint8Array, at: number, type: number, { short, long }: ByteOrder): number {
  switch (type) {
    case 1:
    case 6:
      return uint8(tiff, at)
    case SHORT:
    case 8:
      return short(tiff, at)
    case 4:
    case 9:
      return long(tiff, at)
    default:
      return Number.NaN
  }
}
