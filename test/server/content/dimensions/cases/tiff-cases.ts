import { be16, overwriteAt } from '../build/bytes'
import { BYTE, LONG, ORIENTATION, SHORT, type TiffOptions, tiffBlock } from '../build/tiff'
import type { PictureCase } from './picture-case'

const WIDTH = 0x100
const HEIGHT = 0x101

/** A picture of 40 × 30 without pixels. */
const tiff = (orientation?: number, options?: TiffOptions, type = SHORT): Buffer =>
  tiffBlock(
    [
      { tag: 0xfe, type: LONG, value: 0 },
      { tag: WIDTH, type, value: 40 },
      { tag: HEIGHT, type, value: 30 },
      ...(orientation === undefined ? [] : [{ tag: ORIENTATION, value: orientation }]),
    ],
    options,
  )

const files: [name: string, shown: string | undefined, file: Uint8Array][] = [
  ['reads a big-endian file', '40x30', tiff()],
  ['reads a little-endian file', '40x30', tiff(undefined, { isLittleEndian: true })],
  ['reads sizes that are LONG', '40x30', tiff(1, {}, LONG)],
  ['reads sizes that are BYTE', '40x30', tiff(1, {}, BYTE)],
  ['reads a directory behind the pixels', '40x30', tiff(1, { start: 5000 })],
  ...[1, 2, 3, 4, 0, 9].map((o) => [`keeps orientation ${o}`, '40x30', tiff(o)] as const),
  ...[5, 6, 7, 8].map((o) => [`turns orientation ${o}`, '30x40', tiff(o)] as const),
  [
    'takes the first of two widths',
    '40x30',
    tiffBlock([40, 50].map((value) => ({ tag: WIDTH, value })).concat({ tag: HEIGHT, value: 30 })),
  ],
  ['says nothing of the thumbnail of a raw photo', undefined, overwriteAt(tiff(), 8 + 2 + 8, [0, 0, 0, 1])],
  ['says nothing without a height', undefined, tiffBlock([{ tag: WIDTH, value: 40 }])],
  ['says nothing of a directory that ends too early', undefined, tiff(1, { announced: 500 })],
  ['says nothing of other versions (BigTIFF)', undefined, overwriteAt(tiff(), 2, be16(43))],
  ['says nothing of other byte orders', undefined, overwriteAt(tiff(), 0, 'XX')],
].map(([name, shown, file]) => [name, shown, file] as [string, string | undefined, Uint8Array])

const heads: [name: string, headBytes: number, file: Uint8Array][] = [
  ['says nothing if the directory is behind the head', 4000, tiff(1, { start: 5000 })],
  ['says nothing if the head ends within the directory', 8 + 2 + 3 * 12, tiff(6)],
]

export const TIFF_CASES: PictureCase[] = [
  ...files.map(([name, shown, file]) => ({ name, shown, file })),
  ...heads.map(([name, headBytes, file]) => ({ name, headBytes, file })),
].map((each) => ({ ...each, mediaType: 'image/tiff' }))
