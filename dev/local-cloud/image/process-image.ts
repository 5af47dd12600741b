import type { Sharp } from 'sharp'
import { ossError } from '../oss/errors'
import { encodeBmp } from './bmp'
import { edit } from './edit/edit'
import { type Action, badProcess, integerOf, missingAction, singleInteger } from './instructions'
import { FORMATS, type ImageFormat, type ImageInfo, openImage } from './open-image'
import { type Picture, render, unreadable } from './picture'

export interface Processed {
  body: Buffer
  contentType: string
}

const MAX_BYTES = 20 * 1024 * 1024
const MAX_PIXELS = 250_000_000

/** Runs `x-oss-process=image/…` on the file at `path`. @throws OssError as OSS answers */
export async function processImage(path: string, size: number, actions: readonly Action[]): Promise<Processed> {
  if (size > MAX_BYTES) throw ossError('ImageTooLarge', 'The image size exceeds the limit of 20 MB.')
  const opened = await openImage(path)
  if (!opened) throw unreadable()
  const { info } = opened
  if (info.width * info.height * info.frames > MAX_PIXELS) {
    throw badProcess('The source image has more than 250,000,000 pixels.', '0040-00000012')
  }
  if (actions.some(({ name }) => name === 'info')) return infoJson(info, size)
  const image = await opened.load()
  if (!image) throw unreadable()
  let picture: Picture = { image, size: info, isAnimated: info.format === 'gif' && info.frames > 1 }
  if (info.isTurned && isTurned(actions)) picture = await render(image.autoOrient())
  const output: Output = { format: info.format }
  for (const action of actions) {
    if (chooseOutput(output, action)) continue
    picture = await edit(picture, action)
  }
  return write(picture.image, output)
}

interface Output {
  format: ImageFormat
  quality?: number
}

/** Whether the action says only how the image is written. */
function chooseOutput(output: Output, action: Action): boolean {
  switch (action.name) {
    case 'quality':
      output.quality = integerOf(action, 'q', { max: 100 }) ?? integerOf(action, 'Q', { max: 100 }) ?? 75
      return true
    case 'format': {
      const wanted = FORMATS.find((known) => known === action.values[0])
      if (!wanted) throw badProcess('The format is invalid.', '0040-00000206')
      // OSS makes a GIF only from a GIF.
      if (wanted !== 'gif') output.format = wanted
      return true
    }
    case 'auto-orient':
      singleInteger(action, { min: 0, max: 1 })
      return true
    default:
      return false
  }
}

async function write(image: Sharp, { format, quality }: Output): Promise<Processed> {
  if (format === 'heic') throw missingAction('encoding HEIC. Add format,jpg to the instructions')
  const type = format === 'jpg' ? 'jpeg' : format
  // JPEG has no transparency; OSS makes it white.
  const opaque = type === 'jpeg' || type === 'bmp' ? image.flatten({ background: 'white' }) : image
  const body = await (type === 'bmp' ? writeBmp(opaque) : opaque.toFormat(type, quality ? { quality } : {}).toBuffer())
    // The file's head is valid, but the rest is not.
    .catch(() => undefined)
  if (!body) throw unreadable()
  return { body, contentType: `image/${type}` }
}

async function writeBmp(image: Sharp): Promise<Buffer> {
  const { data, info } = await image.ensureAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  return encodeBmp({ width: info.width, height: info.height, data })
}

/** OSS turns an image as its EXIF orientation says before it resizes it, unless `auto-orient,0` is among the actions. */
const isTurned = (actions: readonly Action[]): boolean =>
  !actions.some(({ name, values }) => name === 'auto-orient' && values[0] === '0')

/** OSS writes every value as a string in `value`. */
function infoJson({ width, height, format, frames }: ImageInfo, size: number): Processed {
  const values = { FileSize: size, Format: format, FrameCount: frames, ImageHeight: height, ImageWidth: width }
  const json = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value: `${value}` }]))
  return { body: Buffer.from(JSON.stringify(json, null, 2)), contentType: 'application/json' }
}
