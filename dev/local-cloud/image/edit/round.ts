import type { Sharp } from 'sharp'
import { type Action, badProcess, integerOf } from '../instructions'
import type { Size } from '../pixels'
import { CENTER, cornerAt } from './place'

/** `circle,r_100`: a circle from the middle. https://help.aliyun.com/zh/oss/user-guide/circle-crop */
export function circle(image: Sharp, source: Size, action: Action): Sharp {
  const radius = Math.min(
    radiusOf(action, '0040-00000233'),
    Math.floor((Math.min(source.width, source.height) - 1) / 2),
  )
  const side = radius * 2 + 1
  const square = { width: side, height: side }
  return round(image.extract({ ...cornerAt(CENTER, source, square), ...square }), square, side / 2)
}

/** `rounded-corners,r_30`. https://help.aliyun.com/zh/oss/user-guide/rounded-rectangle-4 */
export const roundCorners = (image: Sharp, source: Size, action: Action): Sharp =>
  round(image, source, Math.min(radiusOf(action, '0040-00000237'), Math.min(source.width, source.height) / 2))

function radiusOf(action: Action, ec: string): number {
  const radius = integerOf(action, 'r', { max: 4096, ec })
  if (radius === undefined) throw badProcess(`The parameter r of ${action.name} is missing.`)
  return radius
}

/** Makes everything outside the rounded rectangle transparent. Formats without transparency show it white. */
function round(image: Sharp, { width, height }: Size, radius: number): Sharp {
  const shape = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" rx="${radius}"/></svg>`
  return image.ensureAlpha().composite([{ input: Buffer.from(shape), blend: 'dest-in' }])
}
