import { crc32 } from 'node:zlib'
import { be32, insertAt, join, type Part } from '../build/bytes'
import { LONG, ORIENTATION, orientationBlock, tiffBlock } from '../build/tiff'
import { type PictureCase, readFixture } from './picture-case'

const picture = readFixture('40x30.png')
const AFTER_SIGNATURE = 8
const AFTER_HEADER = 33
const END = picture.length - 12

function chunk(type: string, ...data: Part[]): Buffer {
  const bytes = join(...data)
  return join(be32(bytes.length), type, bytes, be32(crc32(join(type, bytes))))
}

const withChunks = (...chunks: Buffer[]): Buffer => insertAt(picture, AFTER_HEADER, ...chunks)
const turned = chunk('eXIf', orientationBlock(6))

const files: [name: string, shown: string | undefined, file: Uint8Array][] = [
  ['reads the header', '40x30', picture],
  ...[1, 2, 3, 4, 9].map(
    (o) => [`keeps orientation ${o}`, '40x30', withChunks(chunk('eXIf', orientationBlock(o)))] as const,
  ),
  ...[5, 6, 7, 8].map(
    (o) => [`turns orientation ${o}`, '30x40', withChunks(chunk('eXIf', orientationBlock(o)))] as const,
  ),
  ['reads a little-endian block', '30x40', withChunks(chunk('eXIf', orientationBlock(6, { isLittleEndian: true })))],
  ['takes the first of two EXIF blocks', '40x30', withChunks(chunk('eXIf', orientationBlock(1)), turned)],
  ['finds the EXIF block behind text', '30x40', withChunks(chunk('tEXt', 'Title\0eXIf'), turned)],
  ['ignores an EXIF block behind the pixels', '40x30', insertAt(picture, END, turned)],
  [
    'ignores an EXIF block with the prefix of a JPEG',
    '40x30',
    withChunks(chunk('eXIf', 'Exif\0\0', orientationBlock(6))),
  ],
  [
    'says nothing of a turn as a LONG',
    undefined,
    withChunks(chunk('eXIf', tiffBlock([{ tag: ORIENTATION, type: LONG, value: 6 }]))),
  ],
  ['says nothing if another chunk comes first', undefined, insertAt(picture, AFTER_SIGNATURE, chunk('tEXt', 'a\0b'))],
].map(([name, shown, file]) => [name, shown, file] as [string, string | undefined, Uint8Array])

const long = chunk('iTXt', 'Description\0\0\0\0\0', Buffer.alloc(70_000, 'x'))

const heads: [name: string, headBytes: number, file: Uint8Array][] = [
  ['says nothing if the head ends within the header', 20, picture],
  ['says nothing if the head ends where EXIF may still follow', 65_536, withChunks(long, turned)],
]

export const PNG_CASES: PictureCase[] = [
  ...files.map(([name, shown, file]) => ({ name, shown, file })),
  ...heads.map(([name, headBytes, file]) => ({ name, headBytes, file })),
].map((each) => ({ ...each, mediaType: 'image/png' }))
