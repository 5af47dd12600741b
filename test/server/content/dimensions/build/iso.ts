import { be16, be32, join, type Part } from './bytes'

export const box = (type: string, ...body: Part[]): Buffer => {
  const bytes = join(...body)
  return join(be32(bytes.length + 8), type, bytes)
}

export const fullBox = (type: string, version: number, flags: number, ...body: Part[]): Buffer =>
  box(type, be32(version * 2 ** 24 + flags), ...body)

export const ispe = (width: number, height: number): Buffer => fullBox('ispe', 0, 0, be32(width), be32(height))
export const irot = (quarters: number): Buffer => box('irot', [quarters])
export const imir = (axis: number): Buffer => box('imir', [axis])

/** Numerators and denominators of width, height, and of the offset of the middle. */
export const clap = (...numbers: [number, number, number, number, number, number, number, number]): Buffer =>
  box('clap', ...numbers.map(be32))

export const pitm = (itemId: number): Buffer =>
  itemId < 0x1_0000 ? fullBox('pitm', 0, 0, be16(itemId)) : fullBox('pitm', 1, 0, be32(itemId))

/** Per item the numbers of its properties, counted from 1. */
export type Associations = readonly (readonly [itemId: number, properties: readonly number[]])[]

export interface IpmaOptions {
  /** Items have numbers of 32 bits. */
  hasLongIds?: boolean
  /** Properties have numbers of 15 bits. */
  hasLongIndices?: boolean
  isEssential?: boolean
}

export function ipma(associations: Associations, options: IpmaOptions = {}): Buffer {
  const { hasLongIds = false, hasLongIndices = false, isEssential = true } = options
  const id = hasLongIds ? be32 : be16
  const index = (each: number): Buffer =>
    hasLongIndices ? be16(each + (isEssential ? 0x8000 : 0)) : join([each + (isEssential ? 0x80 : 0)])
  return fullBox(
    'ipma',
    hasLongIds ? 1 : 0,
    hasLongIndices ? 1 : 0,
    be32(associations.length),
    ...associations.flatMap(([itemId, properties]) => [id(itemId), [properties.length], ...properties.map(index)]),
  )
}

export const ftyp = (brand: string): Buffer => box('ftyp', brand, be32(0), brand, 'mif1miaf')

/** A file of these boxes in its `meta` box, without coded pictures. */
export const isoFile = (...boxes: Part[]): Buffer => join(ftyp('heic'), fullBox('meta', 0, 0, ...boxes))

/** A file whose only item has these properties, without a coded picture. */
export const itemFile = (...properties: Buffer[]): Buffer =>
  isoFile(pitm(1), box('iprp', box('ipco', ...properties), ipma([[1, properties.map((_, at) => at + 1)]])))
