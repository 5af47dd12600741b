import { randomBytes } from 'node:crypto'
import sharp from 'sharp'

/** A file for the browser's picker. */
export interface Chosen {
  name: string
  mimeType: string
  buffer: Buffer
}

/** A picture of noise, which does not compress: about three bytes a pixel. */
export async function picture(name: string, width: number, height = width): Promise<Chosen> {
  const noise = randomBytes(width * height * 3)
  const buffer = await sharp(noise, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
  return { name, mimeType: 'image/png', buffer }
}

/** A file with the first bytes of a video, which is enough for all checks. */
export function video(name: string, size: number): Chosen {
  const head = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom')])
  return { name, mimeType: 'video/mp4', buffer: Buffer.concat([head, randomBytes(size - head.length)]) }
}
