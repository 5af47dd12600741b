import { be16, insertAt, join, overwriteAt } from '../build/bytes'
import { exifSegment, indexOfMarker, orientationSegment, segment } from '../build/jpeg'
import { BYTE, LONG, ORIENTATION, orientationBlock, SLONG, tiffBlock } from '../build/tiff'
import { type PictureCase, readFixture } from './picture-case'

const photo = readFixture('40x30.jpg')
const AFTER_START = 2
const frame = indexOfMarker(photo, 0xc0)
const scan = indexOfMarker(photo, 0xda)

const withSegment = (...segments: Uint8Array[]): Buffer => insertAt(photo, AFTER_START, ...segments)
const withBlock = (block: Uint8Array): Buffer => withSegment(exifSegment(block))
const turned = orientationSegment(6)
const upright = orientationSegment(1)
const entry = (value: number, type?: number, count?: number) => ({ tag: ORIENTATION, value, type, count })
const MAKER = { tag: 0x10f, value: 0 }

const exifBlocks: [name: string, shown: string | undefined, file: Uint8Array][] = [
  ...[1, 2, 3, 4].map((o) => [`keeps orientation ${o}`, '40x30', withBlock(orientationBlock(o))] as const),
  ...[5, 6, 7, 8].map((o) => [`turns orientation ${o}`, '30x40', withBlock(orientationBlock(o))] as const),
  ...[0, 9, 262, 0xffff].map((o) => [`ignores orientation ${o}`, '40x30', withBlock(orientationBlock(o))] as const),
].map(([name, shown, file]) => [name, shown, file])

const blocks: [name: string, shown: string | undefined, block: Uint8Array][] = [
  ['reads a little-endian block', '30x40', orientationBlock(6, { isLittleEndian: true })],
  ['reads a directory that does not begin at 8', '30x40', orientationBlock(6, { start: 16 })],
  ['reads a directory that announces more entries than it has', '30x40', orientationBlock(6, { announced: 500 })],
  ['reads the entries in any order', '30x40', tiffBlock([{ tag: 0x8769, value: 0 }, entry(6)])],
  ['takes the first of two orientations', '30x40', tiffBlock([entry(6), entry(1)])],
  ['says nothing of a turn behind an invalid orientation', undefined, tiffBlock([entry(9), entry(6)])],
  ['does not follow directories', '40x30', orientationBlock(9, { next: 8 })],
  ['ignores a block that ends with its header', '40x30', join('MM\0*')],
  ['ignores a block without a byte order', '40x30', overwriteAt(orientationBlock(6), 0, 'XX')],
  ['ignores a directory beyond the block', '40x30', overwriteAt(orientationBlock(6), 4, [0, 1, 0, 0])],
  ['ignores an orientation that the end of the block cuts off', '40x30', orientationBlock(6).subarray(0, 20)],
  ['ignores an orientation without values', '40x30', tiffBlock([entry(6, undefined, 0)])],
  ['keeps an upright orientation of another type', '40x30', tiffBlock([entry(1, SLONG)])],
  ['says nothing of a turn as a LONG', undefined, tiffBlock([entry(6, LONG)])],
  ['says nothing of a turn as a BYTE', undefined, tiffBlock([entry(6, BYTE)])],
  ['says nothing of a turn as two values', undefined, tiffBlock([entry(6, undefined, 2)])],
]

const files: [name: string, shown: string | undefined, file: Uint8Array][] = [
  ['reads a baseline picture', '40x30', photo],
  ['takes the first of two EXIF blocks', '40x30', withSegment(upright, turned)],
  ['takes the first EXIF block even if it says nothing', '40x30', withSegment(exifSegment(tiffBlock([MAKER])), turned)],
  [
    'takes the first EXIF block even if it is broken',
    '40x30',
    withSegment(exifSegment(join('MM\0*\0\0\0\x08')), turned),
  ],
  ['finds the EXIF block behind other application data', '30x40', withSegment(segment(0xe1, 'http://ns\0'), turned)],
  ['finds the EXIF block behind the frame header', '30x40', insertAt(photo, scan, turned)],
  ['ignores EXIF in other segments', '40x30', withSegment(segment(0xe2, 'Exif\0\0', orientationBlock(6)))],
  [
    'ignores the frame header of a thumbnail',
    '30x40',
    withSegment(segment(0xe1, 'Exif\0\0', orientationBlock(6), overwriteAt(photo, frame + 5, [0, 8, 0, 8]))),
  ],
  [
    'reads behind much metadata',
    '30x40',
    withSegment(...[1, 2, 3].map(() => segment(0xe2, Buffer.alloc(15_000))), turned),
  ],
  ['skips fill bytes', '30x40', insertAt(withSegment(turned), AFTER_START, Array<number>(100).fill(0xff))],
  ['skips bytes between segments', '40x30', insertAt(photo, frame, 'abc', [0xff, 0, 0xff, 0xff, 0])],
  ['skips markers without a length', '40x30', insertAt(photo, frame, [0xff, 0xd0, 0xff, 0x01])],
  ['skips a length of 0', '40x30', insertAt(photo, frame, [0xff, 0xe2, 0, 0])],
  ['says nothing if other bytes follow the start', undefined, withSegment(join('junk')).fill(0, 2, 3)],
  ['says nothing of two frame headers', undefined, insertAt(photo, frame, photo.subarray(frame, scan))],
  ['says nothing of a second start', undefined, insertAt(photo, frame, [0xff, 0xd8])],
  ['says nothing behind a reserved marker', undefined, insertAt(photo, frame, segment(0xf0, 'abc'))],
  [
    'says nothing of hierarchical pictures',
    undefined,
    insertAt(photo, frame, segment(0xde, photo.subarray(frame + 4, frame + 19))),
  ],
  ['says nothing of a frame without height', undefined, overwriteAt(photo, frame + 5, be16(0))],
  ['says nothing of a frame of a wrong length', undefined, overwriteAt(photo, frame + 2, be16(9))],
  ['says nothing without a frame header', undefined, overwriteAt(photo, frame + 1, [0xe3])],
]

const heads: [name: string, headBytes: number, file: Uint8Array][] = [
  ['says nothing if the head ends before the frame header', frame + 5, photo],
  ['says nothing if the head ends where EXIF may still follow', scan, insertAt(photo, scan, turned)],
  ['says nothing if the head ends within the EXIF block', scan + 30, insertAt(photo, scan, turned)],
]

export const JPEG_CASES: PictureCase[] = [
  ...[...exifBlocks, ...files].map(([name, shown, file]) => ({ name, shown, file })),
  ...blocks.map(([name, shown, block]) => ({ name, shown, file: withBlock(block) })),
  ...heads.map(([name, headBytes, file]) => ({ name, headBytes, file })),
].map((each) => ({ ...each, mediaType: 'image/jpeg' }))
