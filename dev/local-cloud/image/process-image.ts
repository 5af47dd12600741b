import type { Sharp } from 'sharp'
import { type OssError, ossError } from '../oss/errors'
import { encodeBmp } from './bmp'
import { type Action, badProcess, integerOf } from './instructions'
import { FORMATS, type ImageFormat, type ImageInfo, openImage } from './open-image'
import { planResize } from './resize'

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
  const state: Editing = isTurned(actions)
    ? { image: image.rotate(), info: asShown(info), format: info.format }
    : { image, info, format: info.format }
  for (const action of actions) edit(state, action)
  return write(state)
}

async function write({ image, format, quality }: Editing): Promise<Processed> {
  if (format === 'heic') throw notImplemented('encoding HEIC. Add format,jpg to the instructions')
  const type = format === 'jpg' ? 'jpeg' : format
  const body = await (type === 'bmp' ? writeBmp(image) : image.toFormat(type, quality ? { quality } : {}).toBuffer())
    // The file's head is valid, but the rest is not.
    .catch(() => undefined)
  if (!body) throw unreadable()
  return { body, contentType: `image/${type}` }
}

async function writeBmp(image: Sharp): Promise<Buffer> {
  const { data, info } = await image
    .flatten({ background: 'white' })
    .ensureAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return encodeBmp({ width: info.width, height: info.height, data })
}

/** OSS turns an image as its EXIF orientation says before it resizes it, unless `auto-orient,0` is among the actions. */
const isTurned = (actions: readonly Action[]): boolean =>
  !actions.some(({ name, parameters }) => name === 'auto-orient' && parameters.get('') === '0')

const asShown = (info: ImageInfo): ImageInfo =>
  info.isOnSide ? { ...info, width: info.height, height: info.width } : info

const unreadable = (): OssError => ossError('BadRequest', 'This image format is not supported.')

interface Editing {
  image: Sharp
  info: ImageInfo
  format: ImageFormat
  quality?: number
}

function edit(state: Editing, action: Action): void {
  switch (action.name) {
    case 'resize': {
      const plan = planResize(action, state.info)
      if (!plan) return
      const { width, height, fit, background } = plan
      state.image = state.image.resize({ width, height, fit, background })
      state.info = { ...state.info, width, height }
      return
    }
    case 'quality':
      state.quality = integerOf(action, 'q', 100) ?? integerOf(action, 'Q', 100) ?? 75
      return
    case 'format': {
      const wanted = FORMATS.find((known) => known === action.parameters.get(''))
      if (!wanted) throw badProcess('The format is invalid.', '0040-00000206')
      // OSS makes a GIF only from a GIF.
      if (wanted !== 'gif') state.format = wanted
      return
    }
    case 'auto-orient':
      if (!/^[01]$/.test(action.parameters.get('') ?? '')) throw badProcess('The value of auto-orient is invalid.')
      return
    default:
      throw notImplemented(action.name)
  }
}

const notImplemented = (name: string): OssError =>
  ossError('NotImplemented', `The local cloud cannot process images by ${name}.`)

/** OSS writes every value as a string in `value`. */
function infoJson({ width, height, format, frames }: ImageInfo, size: number): Processed {
  const values = { FileSize: size, Format: format, FrameCount: frames, ImageHeight: height, ImageWidth: width }
  const json = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value: `${value}` }]))
  return { body: Buffer.from(JSON.stringify(json, null, 2)), contentType: 'application/json' }
}
