import { be16, be32, join, le16, le32 } from './bytes'

export const BYTE = 1
export const SHORT = 3
export const LONG = 4
export const SLONG = 9
export const ORIENTATION = 0x112

export interface Entry {
  tag: number
  /** SHORT if absent. */
  type?: number
  /** 1 if absent. */
  count?: number
  value: number
}

export interface TiffOptions {
  isLittleEndian?: boolean
  /** Where the first directory begins; 8 if absent. */
  start?: number
  /** How many entries the directory says it has; as many as it has if absent. */
  announced?: number
  /** Where the next directory is. */
  next?: number
}

/** A TIFF file of one directory without pixels, which is also what an EXIF block holds. */
export function tiffBlock(entries: Entry[], options: TiffOptions = {}): Buffer {
  const { isLittleEndian = false, start = 8, announced = entries.length, next = 0 } = options
  const [short, long] = isLittleEndian ? [le16, le32] : [be16, be32]
  const field = ({ tag, type = SHORT, count = 1, value }: Entry): Buffer =>
    join(short(tag), short(type), long(count), inline(type, value))
  const inline = (type: number, value: number): Buffer =>
    type === SHORT ? join(short(value), [0, 0]) : type === BYTE ? join([value, 0, 0, 0]) : long(value)
  return join(
    isLittleEndian ? 'II' : 'MM',
    short(42),
    long(start),
    Buffer.alloc(start - 8),
    short(announced),
    ...entries.map(field),
    long(next),
  )
}

/** A block that says how the picture is to be turned. */
export const orientationBlock = (value: number, options?: TiffOptions): Buffer =>
  tiffBlock([{ tag: ORIENTATION, value }], options)
