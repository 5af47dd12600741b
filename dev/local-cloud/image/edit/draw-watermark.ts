import type { OverlayOptions, Sharp } from 'sharp'
import { loadSharp } from '../load-sharp'
import type { Size } from '../pixels'
import { cornerAt } from './place'
import type { Watermark } from './watermark'

const TRANSPARENT = { r: 0, g: 0, b: 0, alpha: 0 }

/** Draws the text on the image. What is larger than the image is cut off. */
export async function drawWatermark(image: Sharp, source: Size, watermark: Watermark): Promise<Sharp> {
  if (watermark.opacity === 0 || watermark.text.trim() === '') return image
  const text = await drawText(watermark, source)
  const overlay = await (watermark.isFilled ? tiled(text, source, watermark) : placed(text, source, watermark))
  return overlay ? image.composite([overlay]) : image
}

/** Undefined if nothing of it is on the image. */
type Overlay = OverlayOptions | undefined

interface Picture extends Size {
  input: Buffer
}

/** The text alone, as small as it can be, on a transparent ground. */
async function drawText({ text, fonts, color, size, opacity, rotation }: Watermark, source: Size): Promise<Picture> {
  const sharp = await loadSharp()
  // No line across the image is longer. A turned line of 64 large letters would need gigabytes.
  const most = source.width + source.height
  const escaped = beginning(text, size, most).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const markup = `<span foreground="${color}" alpha="${opacity}%">${escaped}</span>`
  // At 72 dpi a point is a pixel.
  const drawn = await sharp({ text: { text: markup, font: `${fonts} ${size}`, rgba: true, dpi: 72 } })
    .png()
    .toBuffer()
  const { width, height } = await sharp(drawn).metadata()
  const part = { left: 0, top: 0, width: Math.min(width, most), height: Math.min(height, most) }
  const cut = await sharp(drawn).extract(part).toBuffer()
  return pictureOf(sharp(cut).rotate(rotation, { background: TRANSPARENT }))
}

/** Cairo draws no line that is wider, px. */
const WIDEST = 32_000

/** The characters that may be seen on so many pixels. The narrowest are a fifth as wide as high. */
const beginning = (text: string, size: number, pixels: number): string =>
  [...text].slice(0, Math.ceil(Math.min((pixels / size) * 5, WIDEST / (size * 1.25)))).join('')

async function pictureOf(image: Sharp): Promise<Picture> {
  const { data, info } = await image.png().toBuffer({ resolveWithObject: true })
  return { input: data, width: info.width, height: info.height }
}

async function tiled({ input }: Picture, source: Size, { padX, padY }: Watermark): Promise<Overlay> {
  const sharp = await loadSharp()
  const padded = await pictureOf(sharp(input).extend({ right: padX, bottom: padY, background: TRANSPARENT }))
  const cut = await cutTo(padded, { left: 0, top: 0 }, source)
  return cut && { ...cut, tile: true }
}

async function placed(text: Picture, source: Size, { place, x, y, offset }: Watermark): Promise<Overlay> {
  const { left, top } = cornerAt(place, source, text)
  // The margins push it away from its edge; in the middle there is none.
  const across = (0.5 - place.across) * 2 * x
  const down = place.down === 0.5 ? offset : (0.5 - place.down) * 2 * y
  return cutTo(text, { left: left + across, top: top + down }, source)
}

/** sharp wants an overlay that is no larger than the image. */
async function cutTo(
  { input, width, height }: Picture,
  { left, top }: { left: number; top: number },
  source: Size,
): Promise<Overlay> {
  const cut = {
    left: Math.max(0, -left),
    top: Math.max(0, -top),
    right: Math.min(width, source.width - left),
    bottom: Math.min(height, source.height - top),
  }
  const visible = { width: cut.right - cut.left, height: cut.bottom - cut.top }
  if (visible.width <= 0 || visible.height <= 0) return undefined
  const sharp = await loadSharp()
  const extracted = await sharp(input)
    .extract({ left: cut.left, top: cut.top, ...visible })
    .toBuffer()
  return { input: extracted, left: Math.max(0, left), top: Math.max(0, top) }
}
