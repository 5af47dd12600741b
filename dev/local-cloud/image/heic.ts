import type { Pixels, Size } from './pixels'

/** A picture whose headers have been read. */
export interface EncodedPicture extends Size {
  /** Undefined if the pixels are damaged. */
  decode(): Promise<Pixels | undefined>
}

/**
 * Reads HEIC with libheif, because sharp's binaries lack the decoder for HEVC. It turns the picture as the file says.
 * Undefined if the file is no HEIF.
 */
export async function readHeic(file: Uint8Array): Promise<EncodedPicture | undefined> {
  // libheif writes to the console about any other file.
  if (Buffer.from(file.subarray(4, 8)).toString('latin1') !== 'ftyp') return undefined
  const { HeifDecoder } = await import('libheif-js/wasm-bundle')
  const images = new HeifDecoder().decode(file)
  const image = images.find((one) => one.is_primary())
  if (!image) return undefined
  const size = { width: image.get_width(), height: image.get_height() }
  return {
    ...size,
    decode: () =>
      new Promise((resolve) => {
        const target = { ...size, data: new Uint8ClampedArray(size.width * size.height * 4) }
        image.display(target, (drawn) => {
          for (const one of images) one.free()
          resolve(drawn ? { ...size, data: new Uint8Array(drawn.data.buffer) } : undefined)
        })
      }),
  }
}
