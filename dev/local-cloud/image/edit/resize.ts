import { type Action, badProcess, badValue, colorOf, integerOf } from '../instructions'
import type { Size } from '../pixels'

/** How an image is resized. */
export interface Resizing extends Size {
  /** `fill` stretches, `cover` cuts the edges, `contain` adds a border. */
  fit: 'fill' | 'cover' | 'contain'
  /** Colour of the border, `#rrggbb`. */
  background: string
}

/** https://help.aliyun.com/zh/oss/user-guide/resize-images-4 */
const MAX_SIDE = 16_384
const MAX_PIXELS = 16_777_216
const MODES = ['lfit', 'mfit', 'fill', 'pad', 'fixed'] as const
type Mode = (typeof MODES)[number]

/** Undefined if the image stays unchanged: by default images are not enlarged. The EC codes are from OSS's documentation. */
export function planResize(action: Action, source: Size): Resizing | undefined {
  const { parameters } = action
  const mode = MODES.find((known) => known === (parameters.get('m') ?? 'lfit'))
  if (!mode) throw badValue('m', parameters.get('m'))
  const limit = parameters.get('limit') ?? '1'
  if (limit !== '0' && limit !== '1') throw badValue('limit', limit, '0040-00000319')
  const target = targetSize(action, mode, source)
  if (target.width > MAX_SIDE || target.height > MAX_SIDE || target.width * target.height > MAX_PIXELS) {
    throw badProcess('The resolution of the destination image exceeds the limit.', '0040-00000007')
  }
  if (limit === '1' && (target.width > source.width || target.height > source.height)) return undefined
  const fit = mode === 'fill' ? 'cover' : mode === 'pad' ? 'contain' : 'fill'
  return { ...target, fit, background: colorOf(action, 'FFFFFF') }
}

function targetSize(action: Action, mode: Mode, source: Size): Size {
  const percent = integerOf(action, 'p', { max: 1000, ec: '0040-00000317' })
  if (percent !== undefined) return scale(source, percent / 100)
  const width = integerOf(action, 'w', { max: MAX_SIDE, ec: '0040-00000312' })
  const height = integerOf(action, 'h', { max: MAX_SIDE })
  if (width !== undefined || height !== undefined) return boxSize(mode, source, width, height)
  const long = integerOf(action, 'l', { max: MAX_SIDE })
  const short = integerOf(action, 's', { max: MAX_SIDE, ec: '0040-00000315' })
  const side = long ?? short
  if (side === undefined) throw badProcess('Resize needs a width, a height, a side or a percentage.')
  const isLong = long !== undefined
  return scale(source, side / Math[isLong ? 'max' : 'min'](source.width, source.height))
}

/** A missing width or height follows from the image's ratio; in modes that fill a box, the box is a square. */
function boxSize(mode: Mode, source: Size, width: number | undefined, height: number | undefined): Size {
  if (mode !== 'lfit' && mode !== 'mfit') {
    const side = width ?? height ?? 1
    return { width: width ?? side, height: height ?? side }
  }
  const factors = [
    ...(width === undefined ? [] : [width / source.width]),
    ...(height === undefined ? [] : [height / source.height]),
  ]
  return scale(source, mode === 'lfit' ? Math.min(...factors) : Math.max(...factors))
}

const scale = ({ width, height }: Size, factor: number): Size => ({
  width: Math.max(1, Math.round(width * factor)),
  height: Math.max(1, Math.round(height * factor)),
})
