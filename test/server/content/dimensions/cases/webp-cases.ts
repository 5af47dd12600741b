import { join, le24, le32, overwriteAt, type Part } from '../build/bytes'
import { LONG, ORIENTATION, orientationBlock, tiffBlock } from '../build/tiff'
import { type PictureCase, readFixture } from './picture-case'

const lossy = readFixture('40x30-lossy.webp')
const lossless = readFixture('40x30-lossless.webp')
const RIFF_HEADER_BYTES = 12
const DATA = 20
const EXIF = 0x08

function riff(...chunks: Part[]): Buffer {
  const body = join('WEBP', ...chunks)
  return join('RIFF', le32(body.length), body)
}

function chunk(type: string, ...data: Part[]): Buffer {
  const bytes = join(...data)
  return join(type, le32(bytes.length), bytes, bytes.length % 2 === 1 ? [0] : [])
}

const canvas = (flags: number): Buffer => chunk('VP8X', [flags, 0, 0, 0], le24(40 - 1), le24(30 - 1))
const pixels = lossy.subarray(RIFF_HEADER_BYTES)
const exif = (orientation: number): Buffer => chunk('EXIF', orientationBlock(orientation))
const longTurn = tiffBlock([{ tag: ORIENTATION, type: LONG, value: 6 }])

const files: [name: string, shown: string | undefined, file: Uint8Array][] = [
  ['reads a lossy picture', '40x30', lossy],
  ['reads a lossless picture', '40x30', lossless],
  ['reads a canvas', '40x30', riff(canvas(0), pixels)],
  ['reads the canvas of a lossless picture', '40x30', riff(canvas(0), lossless.subarray(RIFF_HEADER_BYTES))],
  ['keeps an upright picture with EXIF', '40x30', riff(canvas(EXIF), pixels, exif(1))],
  ['keeps a picture that is turned by a half', '40x30', riff(canvas(EXIF), pixels, exif(3))],
  [
    'reads EXIF with the prefix of a JPEG',
    '40x30',
    riff(canvas(EXIF), pixels, chunk('EXIF', 'Exif\0\0', orientationBlock(1))),
  ],
  ['finds EXIF behind a chunk of odd length', '40x30', riff(canvas(EXIF), pixels, chunk('ABCD', 'abc'), exif(1))],
  ['ignores EXIF that the canvas does not announce', '40x30', riff(canvas(0), pixels, exif(6))],
  ['ignores EXIF without a canvas', '40x30', riff(pixels, exif(6))],
  ['says nothing of a turned picture', undefined, riff(canvas(EXIF), pixels, exif(6))],
  [
    'says nothing of a picture turned with the prefix of a JPEG',
    undefined,
    riff(canvas(EXIF), pixels, chunk('EXIF', 'Exif\0\0', orientationBlock(8))),
  ],
  ['says nothing of a turn as a LONG', undefined, riff(canvas(EXIF), pixels, chunk('EXIF', longTurn))],
  ['says nothing if another chunk comes first', undefined, riff(chunk('ABCD', 'abc'), pixels)],
  ['says nothing without a key frame', undefined, overwriteAt(lossy, DATA, [1])],
  ['says nothing without the start code', undefined, overwriteAt(lossy, DATA + 3, [0])],
  ['says nothing without the signature of a lossless picture', undefined, overwriteAt(lossless, DATA, [0])],
]

const turned = riff(canvas(EXIF), pixels, exif(6))
const heads: [name: string, headBytes: number, file: Uint8Array][] = [
  ['says nothing if the head ends before the EXIF block', turned.length - 40, turned],
  ['says nothing if the head ends within the EXIF block', turned.length - 4, turned],
  ['says nothing if the head ends within the size of a lossy picture', DATA + 9, lossy],
  ['says nothing if the head ends within the size of a lossless picture', DATA + 4, lossless],
  ['says nothing if the head ends within the canvas', DATA + 9, riff(canvas(0), pixels)],
]

export const WEBP_CASES: PictureCase[] = [
  ...files.map(([name, shown, file]) => ({ name, shown, file })),
  ...heads.map(([name, headBytes, file]) => ({ name, headBytes, file })),
].map((each) => ({ ...each, mediaType: 'image/webp' }))
