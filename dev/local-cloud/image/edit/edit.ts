import type { Sharp } from 'sharp'
import { ossError } from '../../oss/errors'
import { type Action, missingAction, singleInteger } from '../instructions'
import { firstFrame, type Picture, render } from '../picture'
import type { Size } from '../pixels'
import { planCrop, planIndexCrop } from './crop'
import { drawWatermark } from './draw-watermark'
import { planResize } from './resize'
import { circle, roundCorners } from './round'
import { blur, brighten, contrast, sharpen } from './tone'
import { planWatermark } from './watermark'

/** Undefined if the action leaves the image as it is. */
type Step = (image: Sharp, size: Size, action: Action) => Sharp | undefined | Promise<Sharp | undefined>

/** The steps that sharp takes frame by frame. */
const ANIMATED: Record<string, Step> = {
  resize(image, size, action) {
    const plan = planResize(action, size)
    return plan && image.resize(plan)
  },
  crop: (image, size, action) => image.extract(planCrop(action, size)),
  indexcrop(image, size, action) {
    const slice = planIndexCrop(action, size)
    return slice && image.extract(slice)
  },
}

const STEPS: Record<string, Step> = {
  ...ANIMATED,
  circle,
  'rounded-corners': roundCorners,
  rotate,
  blur: (image, _, action) => blur(image, action),
  bright: (image, _, action) => brighten(image, action),
  contrast: (image, _, action) => contrast(image, action),
  sharpen: (image, _, action) => sharpen(image, action),
  watermark: (image, size, action) => drawWatermark(image, size, planWatermark(action)),
}

/** Does what one action says. @throws OssError as OSS answers, or `NotImplemented`, which names what is missing */
export async function edit(picture: Picture, action: Action): Promise<Picture> {
  const { name } = action
  const step = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined
  if (!step) throw missingAction(name)
  const source = await sourceOf(picture, name)
  const edited = await step(source.image, source.size, action)
  return edited ? render(edited, source.isAnimated) : source
}

/** By OSS's documentation a rotated animation keeps its first frame only. About other actions it says nothing. */
async function sourceOf(picture: Picture, name: string): Promise<Picture> {
  if (!picture.isAnimated || Object.hasOwn(ANIMATED, name)) return picture
  if (name === 'rotate') return firstFrame(picture)
  throw missingAction(`${name} of an animated GIF`)
}

const MAX_ROTATED_SIDE = 4096

/** `rotate,90`: clockwise. https://help.aliyun.com/zh/oss/user-guide/rotate */
function rotate(image: Sharp, { width, height }: Size, action: Action): Sharp {
  const angle = singleInteger(action, { min: 0, max: 360, ec: '0040-00000217' }, '0040-00000216')
  if (Math.max(width, height) > MAX_ROTATED_SIDE) {
    throw ossError('InvalidArgument', 'The image is too large to be rotated.', { ec: '0040-00000006' })
  }
  if (angle % 90 === 0) return image.rotate(angle)
  return image.ensureAlpha().rotate(angle, { background: { r: 255, g: 255, b: 255, alpha: 0 } })
}
