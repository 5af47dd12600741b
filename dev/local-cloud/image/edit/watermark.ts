import { type Action, badProcess, badValue, colorOf, integerOf, missingAction } from '../instructions'
import { type Place, placeOf } from './place'

/** Text on an image. https://help.aliyun.com/zh/oss/user-guide/add-watermarks */
export interface Watermark {
  text: string
  /** Pango's list of font families. */
  fonts: string
  /** `#rrggbb`. */
  color: string
  /** px. */
  size: number
  /** 0 is invisible, 100 hides the image. */
  opacity: number
  /** Degrees, clockwise. */
  rotation: number
  /** Whether it is repeated all over the image, with gaps of `padX` and `padY`. */
  isFilled: boolean
  padX: number
  padY: number
  place: Place
  /** Distances from the edges, px. */
  x: number
  y: number
  /** Moves it down from the middle line, px. */
  offset: number
}

/** OSS's fonts, and where the machine lacks one, any font that has the characters. */
const FONTS: Record<string, string> = {
  'wqy-zenhei': 'WenQuanYi Zen Hei, sans-serif',
  'wqy-microhei': 'WenQuanYi Micro Hei, sans-serif',
  fangzhengshusong: 'FZShuSong-Z01, serif',
  fangzhengkaiti: 'FZKai-Z03, serif',
  fangzhengheiti: 'FZHei-B01, sans-serif',
  fangzhengfangsong: 'FZFangSong-Z02, serif',
  droidsansfallback: 'Droid Sans Fallback, sans-serif',
}

const KNOWN = 'text type color size rotate fill padx pady t g x y voffset'.split(' ')
const MAX_TEXT_BYTES = 64

export function planWatermark(action: Action): Watermark {
  const { parameters } = action
  if (!parameters.has('text') && !parameters.has('image'))
    throw badProcess('A watermark needs a text.', '0040-00000278')
  const unknown = [...parameters.keys()].find((name) => !KNOWN.includes(name))
  if (unknown !== undefined) throw missingAction(`watermark with ${unknown}`)
  const place = placeOf(parameters.get('g') ?? 'se')
  if (!place) throw badValue('g', parameters.get('g'), '0040-00000260')
  const integer = (name: string, fallback: number, min: number, max: number, ec?: string): number =>
    integerOf(action, name, { min, max, ...(ec && { ec }) }) ?? fallback
  return {
    text: textOf(parameters.get('text') ?? ''),
    fonts: fontsOf(parameters.get('type')),
    color: colorOf(action, '000000', '0040-00000254'),
    size: integer('size', 40, 1, 1000, '0040-00000256'),
    opacity: integer('t', 100, 0, 100, '0040-00000263'),
    rotation: integer('rotate', 0, 0, 360, '0040-00000272'),
    isFilled: integer('fill', 0, 0, 1, '0040-00000274') === 1,
    padX: integer('padx', 0, 0, 4096),
    padY: integer('pady', 0, 0, 4096),
    place,
    x: integer('x', 10, 0, 4096, '0040-00000262'),
    y: integer('y', 10, 0, 4096, '0040-00000264'),
    offset: integer('voffset', 0, -1000, 1000, '0040-00000268'),
  }
}

function textOf(encoded: string): string {
  const text = fromBase64Url(encoded)
  // Pango takes no other control characters.
  const printable = text?.replace(/[^\P{Cc}\n\t]/gu, '')
  if (!printable) throw badValue('text', encoded, '0040-00000257')
  if (Buffer.byteLength(printable) > MAX_TEXT_BYTES) throw badProcess('The text is too long.', '0040-00000259')
  return printable
}

function fontsOf(encoded: string | undefined): string {
  const name = encoded === undefined ? 'wqy-zenhei' : fromBase64Url(encoded)
  const fonts = name && Object.hasOwn(FONTS, name) ? FONTS[name] : undefined
  if (!fonts) throw badValue('type', encoded, name ? undefined : '0040-00000250')
  return fonts
}

/** Undefined if it is not base64url of UTF-8. */
function fromBase64Url(encoded: string): string | undefined {
  const digits = encoded.replace(/=+$/, '')
  if (!/^[\w-]+$/.test(digits) || digits.length % 4 === 1) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(digits, 'base64url'))
  } catch {
    return undefined
  }
}
