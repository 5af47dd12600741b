import type { PickedFile } from '../../../uploader/wx/index'

/** The part of `wx` that is used here. Old clients lack `compressImage` (base library 2.4.0). */
export interface CompressApi {
  compressImage?(options: {
    src: string
    quality: number
    success(result: { tempFilePath: string }): void
    fail(): void
  }): unknown
  getFileSystemManager(): {
    stat(options: { path: string; success(result: { stats: unknown }): void; fail(): void }): void
  }
}

/**
 * `quality` only has an effect on JPEG. Android turns other formats into JPEG, which loses transparency and animation.
 * https://developers.weixin.qq.com/miniprogram/dev/api/media/image/wx.compressImage.html
 */
const JPEG = /\.jpe?g$/i

/**
 * The compressed photo; the given file if the platform cannot compress it, fails to, or makes it bigger.
 *
 * @param quality 0–100
 */
export async function compressed(file: PickedFile, quality: number, wx: CompressApi): Promise<PickedFile> {
  if (file.kind !== 'image' || !JPEG.test(file.path)) return file
  const path = await compress(file.path, quality, wx)
  if (!path) return file
  // The result of `compressImage` has no size.
  const size = await sizeOf(path, wx)
  return size > 0 && (file.size === 0 || size < file.size) ? { ...file, path, size } : file
}

const compress = (src: string, quality: number, wx: CompressApi): Promise<string> =>
  new Promise((resolve) => {
    if (!wx.compressImage) resolve('')
    else
      wx.compressImage({ src, quality, success: ({ tempFilePath }) => resolve(tempFilePath), fail: () => resolve('') })
  })

const sizeOf = (path: string, wx: CompressApi): Promise<number> =>
  new Promise((resolve) => {
    wx.getFileSystemManager().stat({
      path,
      success: ({ stats }) => resolve((stats as { size: number }).size),
      fail: () => resolve(0),
    })
  })
