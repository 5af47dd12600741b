import type { Sharp } from 'sharp'
import { type OssError, ossError } from '../oss/errors'
import { loadSharp } from './load-sharp'
import type { Size } from './pixels'

/** An image between two actions. */
export interface Picture {
  image: Sharp
  size: Size
  /** A GIF with several frames. */
  isAnimated: boolean
}

/**
 * Runs the pipeline so that another can follow: sharp runs the steps of one pipeline in an order of its own.
 * @throws OssError `BadRequest` for damaged pixels
 */
export async function render(image: Sharp, isAnimated = false): Promise<Picture> {
  const sharp = await loadSharp()
  const pipeline = isAnimated ? image.gif() : image.toColourspace('srgb').raw()
  // The file's head is valid, but the rest is not.
  const made = await pipeline.toBuffer({ resolveWithObject: true }).catch(() => undefined)
  if (!made) throw unreadable()
  const { data, info } = made
  const { width, height, channels, pageHeight } = info
  if (isAnimated)
    return { image: sharp(data, { animated: true }), size: { width, height: pageHeight ?? height }, isAnimated }
  return { image: sharp(data, { raw: { width, height, channels } }), size: { width, height }, isAnimated }
}

/** The first frame of an animation. */
export async function firstFrame({ image, size }: Picture): Promise<Picture> {
  const sharp = await loadSharp()
  return { image: sharp(await image.gif().toBuffer()), size, isAnimated: false }
}

export const unreadable = (): OssError => ossError('BadRequest', 'This image format is not supported.')
