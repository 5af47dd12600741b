import { type Box, boxIn } from './boxes'
import { type Dimensions, turned } from './dimensions'
import { hasText, signed32, uint8, uint16, uint32 } from './integers'
import { propertiesOf } from './item-properties'

/**
 * Reads HEIC, HEIF and AVIF: the size of the primary item, as its properties crop and turn it. Thumbnails and the tiles
 * of a grid are other items. Decoders ignore the orientation in EXIF here (ISO/IEC 23008-12).
 */
export function isoPictureDimensions(head: Uint8Array): Dimensions | undefined {
  if (!hasText(head, 'ftyp', 4)) return undefined
  const meta = boxIn(head, 'meta')?.body.subarray(FULL_BOX_BYTES)
  const pitm = meta && boxIn(meta, 'pitm')?.body
  const iprp = meta && boxIn(meta, 'iprp')?.body
  const properties = pitm && iprp && propertiesOf(primaryItem(pitm), iprp)
  return properties && shown(properties)
}

/** Version and flags. */
const FULL_BOX_BYTES = 4

const primaryItem = (pitm: Uint8Array): number =>
  uint8(pitm, 0) === 0 ? uint16(pitm, FULL_BOX_BYTES) : uint32(pitm, FULL_BOX_BYTES)

/**
 * MIAF (ISO/IEC 23000-22) allows one crop, followed by one turn. For other combinations Chromium and libheif
 * show different sizes. Mirroring (`imir`) keeps the size.
 */
const TRANSFORMATIONS: readonly string[] = ['', 'clap', 'irot', 'clap irot']

function shown(properties: Box[]): Dimensions | undefined {
  const [ispe, ...otherIspe] = properties.filter(({ type }) => type === 'ispe')
  const transformations = properties.filter(({ type }) => type === 'clap' || type === 'irot')
  if (!ispe || otherIspe.length > 0) return undefined
  if (!TRANSFORMATIONS.includes(transformations.map(({ type }) => type).join(' '))) return undefined
  return transformations.reduce<Dimensions | undefined>(
    (size, { type, body }) => size && (type === 'clap' ? cropped(size, body) : rotated(size, body)),
    spatialExtent(ispe.body),
  )
}

/** Decoders refuse other versions than 0. */
const spatialExtent = (ispe: Uint8Array): Dimensions | undefined =>
  uint8(ispe, 0) === 0 ? { width: uint32(ispe, 4), height: uint32(ispe, 8) } : undefined

/** The property counts quarters of a turn, counterclockwise. */
function rotated(size: Dimensions, irot: Uint8Array): Dimensions | undefined {
  const quarters = uint8(irot, 0) % 4
  if (quarters % 2 === 0) return size
  return quarters % 2 === 1 ? turned(size) : undefined
}

/**
 * Crops to the clean aperture (ISO/IEC 14496-12, 12.1.4), if that is of whole pixels and begins at the top left corner,
 * as encoders write it for odd sizes. libheif applies any other one too, but Chromium (143) ignores it.
 */
function cropped({ width, height }: Dimensions, clap: Uint8Array): Dimensions | undefined {
  const crop = { width: fraction(clap, 0), height: fraction(clap, 8) }
  const left = fraction(clap, 16) + (width - crop.width) / 2
  const top = fraction(clap, 24) + (height - crop.height) / 2
  const isAtCorner = left === 0 && top === 0
  return isAtCorner && crop.width <= width && crop.height <= height ? crop : undefined
}

/** Sizes are positive and offsets are signed, but a size beyond 2^31 is impossible anyway. */
const fraction = (clap: Uint8Array, at: number): number => signed32(uint32(clap, at)) / uint32(clap, at + 4)
