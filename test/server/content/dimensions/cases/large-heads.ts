import { be16, be32, join, type Part } from '../build/bytes'
import { box, clap, ftyp, fullBox, ipma, irot, isoFile, ispe, pitm } from '../build/iso'
import { exifSegment, segment } from '../build/jpeg'
import { ORIENTATION, orientationBlock, tiffBlock } from '../build/tiff'

const HEAD_BYTES = 65_536

/** As many of a part as fill the head. */
const filledWith = (part: Part, ...before: Part[]): Buffer => {
  const start = join(...before)
  const bytes = join(part)
  return join(start, ...Array<Buffer>(Math.ceil((HEAD_BYTES - start.length) / bytes.length)).fill(bytes)).subarray(
    0,
    HEAD_BYTES,
  )
}

const size = ispe(40, 30)
const iso = (...iprp: Buffer[]): Buffer => isoFile(pitm(1), box('iprp', ...iprp))
const many = <Item>(count: number, item: Item): Item[] => Array<Item>(count).fill(item)

/** Heads of full length that make a careless reader slow. */
export const LARGE_HEADS: [name: string, mediaType: string, bytes: Uint8Array][] = [
  ['a JPEG of fill bytes', 'image/jpeg', filledWith([0xff], [0xff, 0xd8])],
  ['a JPEG of bytes between segments', 'image/jpeg', filledWith([0xff, 0], [0xff, 0xd8, 0xff])],
  ['a JPEG of markers without a length', 'image/jpeg', filledWith([0xff, 0xd0], [0xff, 0xd8])],
  ['a JPEG of empty segments', 'image/jpeg', filledWith(segment(0xe2), [0xff, 0xd8])],
  ['a JPEG of EXIF blocks', 'image/jpeg', filledWith(exifSegment(orientationBlock(9)), [0xff, 0xd8])],
  [
    'a JPEG of one EXIF block full of entries',
    'image/jpeg',
    join([0xff, 0xd8], exifSegment(tiffBlock(many(5400, { tag: ORIENTATION, value: 9 })))),
  ],
  [
    'a PNG of empty chunks',
    'image/png',
    filledWith(join(be32(0), 'eXIf', be32(0)), '\x89PNG\r\n\x1a\n', be32(13), 'IHDR', Buffer.alloc(17)),
  ],
  ['a GIF of empty extensions', 'image/gif', filledWith([0x21, 0xfe, 0], 'GIF89a', Buffer.alloc(7))],
  [
    'a GIF of one extension of short blocks',
    'image/gif',
    filledWith([1, 0xff], 'GIF89a', Buffer.alloc(7), [0x21, 0xfe]),
  ],
  [
    'a WebP of empty chunks',
    'image/webp',
    filledWith(join('ABCD', be32(0)), 'RIFF', be32(0), 'WEBPVP8X', [10, 0, 0, 0, 8], Buffer.alloc(9)),
  ],
  ['a TIFF of one directory full of entries', 'image/tiff', tiffBlock(many(5400, { tag: 1, value: 1 }))],
  ['a HEIC of empty boxes', 'image/heic', filledWith(box('free'), ftyp('heic'))],
  [
    'a HEIC of 8,000 empty properties',
    'image/heic',
    iso(box('ipco', size, ...many(8000, box('free'))), ipma([[1, [1]]])),
  ],
  ['a HEIC of 3,000 spatial extents', 'image/heic', iso(ipma([[1, [1]]]), box('ipco', ...many(3000, size)))],
  ['a HEIC of 8,000 empty lists of associations', 'image/heic', iso(...many(8000, box('ipma')))],
  [
    'a HEIC of 20,000 items without properties',
    'image/heic',
    iso(ipma([...many(20_000, [2, []] as const), [1, [1]]]), box('ipco', size)),
  ],
  [
    'a HEIC of an item with 255 turns',
    'image/heic',
    iso(box('ipco', size, irot(1)), ipma([[1, [1, ...many(254, 2)]]])),
  ],
  [
    'a HEIC of an item with 255 crops',
    'image/heic',
    iso(box('ipco', size, clap(40, 1, 30, 1, 0, 1, 0, 1)), ipma([[1, [1, ...many(254, 2)]]])),
  ],
  ['a HEIC of an item with 255 spatial extents', 'image/heic', iso(box('ipco', size), ipma([[1, many(255, 1)]]))],
  [
    'a HEIC of boxes in boxes',
    'image/heic',
    Array.from({ length: 7000 }).reduce<Buffer>(
      (inner) => (inner.length > HEAD_BYTES - 100 ? inner : box('meta', be32(0), inner)),
      box('meta'),
    ),
  ],
  [
    'a HEIC of boxes with a size of 64 bits',
    'image/heic',
    filledWith(join(be32(1), 'free', be32(0), be32(16)), ftyp('heic')),
  ],
  ['a HEIC of boxes with a size of 0', 'image/heic', filledWith(join(be32(0), 'meta'), ftyp('heic'))],
  [
    'a HEIC with more associations than bytes',
    'image/heic',
    iso(box('ipco', size), fullBox('ipma', 0, 0, be32(2 ** 32 - 1), be16(1), [255])),
  ],
]
