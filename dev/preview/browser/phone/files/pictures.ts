import { FAILURES, type Outcome } from '../../../../wx-host/calls/failures'
import { type Callbacks, invokePromised } from '../../../../wx-host/calls/invoke'
import type { Device } from '../../../../wx-host/device/device'
import { pictureOf } from './media-facts'
import type { TempFiles } from './temp-files'

export interface CompressOptions extends Callbacks<{ tempFilePath: string }> {
  src: string
  /** 0–100; default 80. */
  quality?: number
  /** Pixels; with only one of the two, the other keeps the ratio. */
  compressedWidth?: number
  compressedHeight?: number
}

export interface ImageInfo {
  width: number
  height: number
  path: string
  orientation: string
  type: string
}

/** `wx.compressImage` and `wx.getImageInfo`. */
export function createPictures(device: Device, files: TempFiles) {
  return {
    compressImage: (options: CompressOptions) =>
      invokePromised(device, 'compressImage', options, () => compress(files, options)),
    getImageInfo: (options: { src: string } & Callbacks<ImageInfo>) =>
      invokePromised(device, 'getImageInfo', options, () => imageInfo(files, options.src)),
  }
}

async function compress(
  files: TempFiles,
  { src, quality = 80, compressedWidth, compressedHeight }: CompressOptions,
): Promise<Outcome<{ tempFilePath: string }>> {
  if (!files.find(src)) return { failure: FAILURES.noSuchFile('compressImage', src) }
  const image = await load(files, src)
  const ratio = image.naturalWidth / image.naturalHeight
  const width = compressedWidth ?? (compressedHeight ? compressedHeight * ratio : image.naturalWidth)
  const height = compressedHeight ?? width / ratio
  const picture = await pictureOf(image, Math.round(width), Math.round(height), quality / 100)
  return { result: { tempFilePath: files.add(picture, 'compressed.jpg') } }
}

async function imageInfo(files: TempFiles, src: string): Promise<Outcome<ImageInfo>> {
  const { naturalWidth: width, naturalHeight: height } = await load(files, src)
  const type = files.find(src)?.type.split('/')[1] ?? 'unknown'
  return { result: { width, height, path: src, orientation: 'up', type } }
}

async function load(files: TempFiles, src: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = files.urlOf(src)
  await image.decode()
  return image
}
