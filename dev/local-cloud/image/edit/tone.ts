import type { Sharp } from 'sharp'
import { type Action, badProcess, integerOf, singleInteger } from '../instructions'
import { render } from '../picture'

/**
 * How much brighter or sharper a value makes an image is not documented by OSS. Only the directions, the ranges and
 * that 0 changes nothing are.
 */
export function brighten(image: Sharp, action: Action): Sharp {
  const value = singleInteger(action, { min: -100, max: 100, ec: '0040-00000246' }, '0040-00000245')
  return image.linear(1, value * 2.55)
}

export function contrast(image: Sharp, action: Action): Sharp {
  const factor = 1 + singleInteger(action, { min: -100, max: 100 }) / 100
  return image.linear(factor, 127.5 * (1 - factor))
}

export function sharpen(image: Sharp, action: Action): Sharp {
  const value = singleInteger(action, { min: 50, max: 399, ec: '0040-00000280' }, '0040-00000279')
  return image.sharpen({ sigma: 1, m1: value / 100, m2: value / 100 })
}

/**
 * `blur,r_3,s_2`: a Gaussian of the radius r and the standard deviation s, in two passes, across and down.
 * https://help.aliyun.com/zh/oss/user-guide/blur
 */
export async function blur(image: Sharp, action: Action): Promise<Sharp> {
  const radius = integerOf(action, 'r', { max: 50, ec: '0040-00000241' })
  const sigma = integerOf(action, 's', { max: 50, ec: '0040-00000242' })
  if (radius === undefined || sigma === undefined) throw badProcess('Blur needs r and s.')
  const line = gaussian(radius, sigma)
  // sharp wants at least three rows and columns.
  const none = line.map(() => 0)
  const across = await render(image.convolve({ width: line.length, height: 3, kernel: [...none, ...line, ...none] }))
  return across.image.convolve({ width: 3, height: line.length, kernel: line.flatMap((weight) => [0, weight, 0]) })
}

/** The weights of 2 × radius + 1 pixels, which together are 1. */
function gaussian(radius: number, sigma: number): number[] {
  const weights = Array.from({ length: radius * 2 + 1 }, (_, at) => Math.exp(-((at - radius) ** 2) / (2 * sigma ** 2)))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}
