import { readFile } from 'node:fs/promises'
import type { Metadata, Sharp } from 'sharp'
import { decodeBmp } from './bmp'
import { readHeic } from './heic'
import { loadSharp } from './load-sharp'
import type { Pixels, Size } from './pixels'

/** What OSS reports about an image. */
export interface ImageInfo extends Size {
  format: ImageFormat
  frames: number
  /** Whether the EXIF orientation turns or mirrors the image when it is shown. */
  isTurned: boolean
}

/** The formats that OSS reads. sharp also reads SVG, which OSS does not. */
export const FORMATS = ['jpg', 'png', 'webp', 'gif', 'tiff', 'avif', 'bmp', 'heic'] as const
export type ImageFormat = (typeof FORMATS)[number]

export interface OpenedImage {
  info: ImageInfo
  /** Undefined if the pixels are damaged. */
  load(): Promise<Sharp | undefined>
}

/** Undefined if the file is not an image that OSS reads. */
export async function openImage(path: string): Promise<OpenedImage | undefined> {
  return (await openWithSharp(path)) ?? openOther(await readFile(path))
}

async function openWithSharp(path: string): Promise<OpenedImage | undefined> {
  const sharp = await loadSharp()
  const metadata = await sharp(path)
    .metadata()
    .catch(() => undefined)
  const format = metadata && formatOf(metadata)
  if (!metadata?.width || !metadata.height || !format) return undefined
  const { width, pageHeight, height, pages: frames = 1 } = metadata
  const isTurned = (metadata.orientation ?? 1) > 1
  return {
    info: { width, height: pageHeight ?? height, format, frames, isTurned },
    load: async () => sharp(path, { animated: format === 'gif' }),
  }
}

function formatOf({ format, compression }: Metadata): ImageFormat | undefined {
  if (format === 'heif') return compression === 'av1' ? 'avif' : undefined
  return FORMATS.find((known) => known === (format === 'jpeg' ? 'jpg' : format))
}

async function openOther(file: Buffer): Promise<OpenedImage | undefined> {
  const bitmap = await decodeBmp(file)
  if (bitmap) return { info: infoOf(bitmap, 'bmp'), load: () => fromPixels(bitmap) }
  const heic = await readHeic(file)
  if (!heic) return undefined
  return {
    info: infoOf(heic, 'heic'),
    async load() {
      const pixels = await heic.decode()
      return pixels && fromPixels(pixels)
    },
  }
}

const infoOf = ({ width, height }: Size, format: ImageFormat): ImageInfo => {
  return { width, height, format, frames: 1, isTurned: false }
}

async function fromPixels({ width, height, data }: Pixels): Promise<Sharp> {
  const sharp = await loadSharp()
  return sharp(data, { raw: { width, height, channels: 4 } })
}
