import { ossError } from '../../oss/errors'
import { type Action, badProcess, badValue, integerOf } from '../instructions'
import type { Size } from '../pixels'
import { cornerAt, placeOf } from './place'

export interface Rectangle extends Size {
  left: number
  top: number
}

const ANY = 999_999_999

/** `crop,w_100,h_100,x_10,y_10,g_se`. https://help.aliyun.com/zh/oss/user-guide/custom-crop */
export function planCrop(action: Action, source: Size): Rectangle {
  const place = placeOf(action.parameters.get('g') ?? 'nw')
  if (!place) throw badValue('g', action.parameters.get('g'), '0040-00000209')
  const inner = {
    width: Math.min(integerOf(action, 'w', { min: 0, max: ANY, ec: '0040-00000225' }) || ANY, source.width),
    height: Math.min(integerOf(action, 'h', { min: 0, max: ANY, ec: '0040-00000226' }) || ANY, source.height),
  }
  const corner = cornerAt(place, source, inner)
  const left = corner.left + (integerOf(action, 'x', { min: 0, max: ANY }) ?? 0)
  const top = corner.top + (integerOf(action, 'y', { min: 0, max: ANY }) ?? 0)
  if (left >= source.width || top >= source.height) {
    throw ossError('BadRequest', "Advance cut's position is out of image.")
  }
  const width = Math.min(inner.width, source.width - left)
  return { left, top, width, height: Math.min(inner.height, source.height - top) }
}

/**
 * `indexcrop,x_100,i_0`: one of the equal slices of the image. Undefined if there is no such slice: then OSS returns
 * the whole image. https://help.aliyun.com/zh/oss/user-guide/indexed-slice
 */
export function planIndexCrop(action: Action, source: Size): Rectangle | undefined {
  const index = integerOf(action, 'i', { min: 0, max: ANY, ec: '0040-00000229' }) ?? 0
  const range = { min: 0, max: ANY, ec: '0040-00000230' }
  const width = integerOf(action, 'x', range)
  const height = integerOf(action, 'y', { ...range, ec: '0040-00000224' })
  if (!width && !height) throw badProcess('Indexcrop needs x or y.', '0040-00000230')
  // If both are given, OSS takes y.
  const slice = height ? { width: source.width, height } : { width: width ?? 0, height: source.height }
  const left = height ? 0 : index * slice.width
  const top = height ? index * slice.height : 0
  if (left >= source.width || top >= source.height) return undefined
  return {
    left,
    top,
    width: Math.min(slice.width, source.width - left),
    height: Math.min(slice.height, source.height - top),
  }
}
