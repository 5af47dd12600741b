import type { Metadata } from 'sharp'
import { loadSharp } from './load-sharp'

/** What OSS reports about an image. */
export interface ImageInfo {
  width: number
  height: number
  format: ImageFormat
  frames: number
  /** Whether the EXIF orientation turns the image on its side when it is shown. */
  isOnSide: boolean
}

/** The formats that both OSS and sharp can read. sharp also reads SVG, which OSS does not; it cannot read BMP and HEIC. */
export const FORMATS = ['jpg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const
export type ImageFormat = (typeof FORMATS)[number]

/** Undefined if the file is not a readable image. */
export async function readImageInfo(path: string): Promise<ImageInfo | undefined> {
  const sharp = await loadSharp()
  const metadata: Metadata | undefined = await sharp(path)
    .metadata()
    .catch(() => undefined)
  const format = metadata && formatOf(metadata)
  if (!metadata?.width || !metadata.height || !format) return undefined
  const { width, pageHeight, height, pages: frames = 1 } = metadata
  const isOnSide = (metadata.orientation ?? 1) > 4
  return { width, height: pageHeight ?? height, format, frames, isOnSide }
}

function formatOf({ format, compression }: Metadata): ImageFormat | undefined {
  if (format === 'heif') return compression === 'av1' ? 'avif' : undefined
  return FORMATS.find((known) => known === (format === 'jpeg' ? 'jpg' : format))
}
