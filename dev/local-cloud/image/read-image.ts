import type { Metadata } from 'sharp'
import { loadSharp } from './load-sharp'

/** As OSS speaks of an image. */
export interface ImageInfo {
  width: number
  height: number
  format: ImageFormat
  frames: number
}

/** What both OSS and sharp can read. sharp reads SVG as well, which OSS does not; BMP and HEIC it cannot. */
export const FORMATS = ['jpg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const
export type ImageFormat = (typeof FORMATS)[number]

/** Undefined when the file is no image that can be read. */
export async function readImageInfo(path: string): Promise<ImageInfo | undefined> {
  const sharp = await loadSharp()
  const metadata: Metadata | undefined = await sharp(path)
    .metadata()
    .catch(() => undefined)
  const format = metadata && formatOf(metadata)
  if (!metadata?.width || !metadata.height || !format) return undefined
  const { width, pageHeight, height, pages: frames = 1 } = metadata
  return { width, height: pageHeight ?? height, format, frames }
}

function formatOf({ format, compression }: Metadata): ImageFormat | undefined {
  if (format === 'heif') return compression === 'av1' ? 'avif' : undefined
  return FORMATS.find((known) => known === (format === 'jpeg' ? 'jpg' : format))
}
