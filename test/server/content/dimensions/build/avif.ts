import { readFileSync } from 'node:fs'
import { be16, be32, join } from './bytes'
import { box, ftyp, fullBox, ipma, pitm } from './iso'

const plain = readFileSync(new URL('../../files/40x30.avif', import.meta.url))

/** The first box of this type anywhere in the file of 40 × 30. */
function boxOf(type: string): Buffer {
  const start = plain.indexOf(type) - 4
  return plain.subarray(start, start + plain.readUInt32BE(start))
}

const av1C = boxOf('av1C')
const pixi = boxOf('pixi')
const coded = boxOf('mdat').subarray(8)

/** Builds a picture that Chromium and libvips decode: coded as 40 × 30, with these properties of its item besides. */
export function avif(...properties: Buffer[]): Buffer {
  const iprp = box(
    'iprp',
    box('ipco', av1C, pixi, ...properties),
    ipma([[1, [1, 2, ...properties.map((_, at) => at + 3)]]]),
  )
  const meta = (offset: number): Buffer =>
    fullBox(
      'meta',
      0,
      0,
      fullBox('hdlr', 0, 0, be32(0), 'pict', Buffer.alloc(12), '\0'),
      pitm(1),
      // Offsets and lengths are of 4 bytes: one item with one extent.
      fullBox('iloc', 0, 0, [0x44, 0], be16(1), be16(1), be16(0), be16(1), be32(offset), be32(coded.length)),
      fullBox('iinf', 0, 0, be16(1), fullBox('infe', 2, 0, be16(1), be16(0), 'av01', '\0')),
      iprp,
    )
  const brands = ftyp('avif')
  return join(brands, meta(brands.length + meta(0).length + 8), box('mdat', coded))
}
