import { be16, be32, insertAt, join, overwriteAt } from '../build/bytes'
import { box, clap, ftyp, fullBox, ipma, irot, isoFile, ispe, itemFile, pitm } from '../build/iso'
import { type PictureCase, readFixture } from './picture-case'

const size = ispe(4000, 3000)

/** As an iPhone stores it: 49 tiles, the picture composed of them, and a thumbnail. */
const PRIMARY = 50
const TILES = Array.from({ length: PRIMARY - 1 }, (_, i) => [i + 1, [1]] as const)
const phone = isoFile(
  fullBox('hdlr', 0, 0, be32(0), 'pict', Buffer.alloc(13)),
  pitm(PRIMARY),
  box(
    'iprp',
    box('ipco', ispe(512, 512), ispe(4032, 3024), irot(3), ispe(320, 240)),
    ipma([...TILES, [PRIMARY, [2, 3]], [PRIMARY + 1, [4, 3]]]),
  ),
)

const oneItem = (associations: Buffer, ...properties: Buffer[]): Buffer =>
  isoFile(pitm(1), box('iprp', box('ipco', ...properties), associations))

/** A box whose size takes 64 bits. */
const longBox = (type: string, body: Uint8Array): Buffer => join(be32(1), type, be32(0), be32(body.length + 16), body)

const plain = itemFile(size)
const metaAt = ftyp('heic').length
const iprp = box('iprp', box('ipco', size), ipma([[1, [1]]]))

const files: [name: string, shown: string | undefined, file: Uint8Array][] = [
  ['reads the spatial extent', '4000x3000', plain],
  ['turns a picture', '3000x4000', itemFile(size, irot(1))],
  ['reads the low two bits of a turn', '3000x4000', itemFile(size, irot(0xfd))],
  ['reads the primary item, neither its tiles nor its thumbnail', '3024x4032', phone],
  ['crops to the top left corner', '3999x2999', itemFile(size, clap(3999, 1, 2999, 1, -1, 2, -1, 2))],
  [
    'reads item numbers of 32 bits',
    '4000x3000',
    isoFile(pitm(70_000), box('iprp', box('ipco', size), ipma([[70_000, [1]]], { hasLongIds: true }))),
  ],
  [
    'reads property numbers of 15 bits',
    '4000x3000',
    oneItem(ipma([[1, [301]]], { hasLongIndices: true }), ...Array<Buffer>(300).fill(box('free')), size),
  ],
  [
    'reads properties that are not essential',
    '3000x4000',
    oneItem(ipma([[1, [1, 2]]], { isEssential: false }), size, irot(1)),
  ],
  ['skips the property number 0', '4000x3000', oneItem(ipma([[1, [0, 1]]]), size)],
  ['skips unknown properties', '4000x3000', itemFile(box('hvcC', 'abc'), size, box('colr', 'nclx'))],
  [
    'finds the item in a second list of associations',
    '4000x3000',
    isoFile(pitm(1), box('iprp', box('ipco', size), ipma([[2, []]]), ipma([[1, [1]]], { hasLongIds: true }))),
  ],
  ['finds the meta box behind other boxes', '4000x3000', insertAt(plain, metaAt, box('free', Buffer.alloc(1000)))],
  [
    'finds the meta box behind a box with a size of 64 bits',
    '4000x3000',
    insertAt(plain, metaAt, longBox('mdat', Buffer.alloc(1000))),
  ],
  [
    'reads a meta box with a size of 64 bits',
    '4000x3000',
    join(ftyp('heic'), longBox('meta', join(be32(0), pitm(1), iprp))),
  ],
  ['reads a meta box that extends to the end of the file', '4000x3000', overwriteAt(plain, metaAt, be32(0))],
  ['reads a file of heif-enc with a turn', '240x320', readFixture('240x320-irot.heic')],
  ['reads a file of heif-enc with a thumbnail', '200x150', readFixture('200x150-thumbnail.heic')],
  ['reads a file of heif-enc with an odd size', '201x151', readFixture('201x151.heic')],
  ['reads a file of heif-enc with a tile larger than the picture', '40x30', readFixture('40x30-tile.heic')],
  ['reads other brands', '320x240', readFixture('320x240.heif')],
  ['says nothing without file type', undefined, plain.subarray(metaAt)],
  ['says nothing without a primary item', undefined, isoFile(iprp)],
  ['says nothing without properties', undefined, isoFile(pitm(1))],
  ['says nothing if the properties are of other items', undefined, isoFile(pitm(2), iprp)],
  ['says nothing if a property is missing', undefined, oneItem(ipma([[1, [1, 2]]]), size)],
  ['says nothing of a spatial extent of 0', undefined, itemFile(ispe(0, 3000))],
  ['says nothing of a spatial extent over 2^31', undefined, itemFile(ispe(2 ** 31 + 1, 3000))],
  ['says nothing of two spatial extents', undefined, itemFile(size, ispe(40, 30))],
  ['says nothing of an item that names one turn twice', undefined, oneItem(ipma([[1, [1, 2, 2]]]), size, irot(1))],
  ['says nothing of a truncated spatial extent', undefined, itemFile(fullBox('ispe', 0, 0, be32(4000), be16(3)))],
  [
    'says nothing of a property that reaches beyond its box',
    undefined,
    itemFile(overwriteAt(size, 0, be32(size.length + 1))),
  ],
  ['says nothing behind a box with an impossible size', undefined, insertAt(plain, metaAt, be32(7), 'free')],
  [
    'says nothing behind a box with an impossible size of 64 bits',
    undefined,
    insertAt(plain, metaAt, be32(1), 'free', be32(0), be32(15)),
  ],
  [
    'says nothing behind a box that reaches beyond the file',
    undefined,
    insertAt(plain, metaAt, be32(1), 'mdat', be32(16), be32(0)),
  ],
]

const heads: [name: string, headBytes: number, file: Uint8Array][] = [
  [
    'says nothing if the meta box is behind the head',
    65_536,
    insertAt(plain, metaAt, box('mdat', Buffer.alloc(70_000))),
  ],
  ['says nothing if the head ends within the associations', phone.length - 8, phone],
  ['says nothing if the head ends within the properties', metaAt + 12 + 14 + 8 + 8 + 10, plain],
]

export const HEIC_CASES: PictureCase[] = [
  ...files.map(([name, shown, file]) => ({ name, shown, file })),
  ...heads.map(([name, headBytes, file]) => ({ name, headBytes, file })),
].map((each) => ({ ...each, mediaType: 'image/heic' }))
