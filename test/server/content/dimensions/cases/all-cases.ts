import { AVIF_CASES } from './avif-cases'
import { BMP_CASES } from './bmp-cases'
import { GIF_CASES } from './gif-cases'
import { HEIC_CASES } from './heic-cases'
import { JPEG_CASES } from './jpeg-cases'
import type { PictureCase } from './picture-case'
import { PNG_CASES } from './png-cases'
import { TIFF_CASES } from './tiff-cases'
import { WEBP_CASES } from './webp-cases'

/** The cases of each format, which follow a name of the format. */
export const CASES_BY_FORMAT: readonly (readonly [format: string, cases: readonly PictureCase[]])[] = [
  ['a JPEG picture', JPEG_CASES],
  ['a PNG picture', PNG_CASES],
  ['a GIF picture', GIF_CASES],
  ['a WebP picture', WEBP_CASES],
  ['a BMP picture', BMP_CASES],
  ['a TIFF picture', TIFF_CASES],
  ['a HEIC picture', HEIC_CASES],
  ['an AVIF picture', AVIF_CASES],
]

export const ALL_CASES: readonly PictureCase[] = CASES_BY_FORMAT.flatMap(([, cases]) => cases)
