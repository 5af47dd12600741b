import type { Pixels } from './pixels'

/** sharp neither reads nor writes BMP. Undefined if the file is no BMP or a damaged one. */
export async function decodeBmp(file: Buffer): Promise<Pixels | undefined> {
  if (file.subarray(0, 2).toString('latin1') !== 'BM') return undefined
  const { decode } = await import('bmp-ts')
  try {
    const { width, height, data } = decode(file, { toRGBA: true })
    return { width, height: Math.abs(height), data: opaque(data) }
  } catch {
    return undefined
  }
}

/** Viewers ignore the fourth byte of a BMP's pixels, which most programs leave empty. */
function opaque(data: Uint8Array): Uint8Array {
  for (let index = 3; index < data.length; index += 4) data[index] = 0xff
  return data
}

export async function encodeBmp({ width, height, data }: Pixels): Promise<Buffer> {
  const { encode } = await import('bmp-ts')
  // The package wants alpha, blue, green, red: the same four bytes backwards.
  const backwards = Buffer.from(data).swap32()
  return encode({ width, height, data: backwards, bitPP: 24 }).data
}
