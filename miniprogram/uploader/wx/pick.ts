import type { LocalFile } from '../core/api'
import type { UploadError } from '../core/errors'
import { decodeFailure } from './failures'
import type { WxApi, WxFailure, WxPickedMedia, WxPickedMessageFile } from './wx-api'

export interface PickOptions {
  /**
   * At most this many files. Default: 9. The album allows at most 20 (before base library 2.25.0: 9), a chat 100.
   */
  count?: number
  /** `image`, `video` or `media` (both) picks from album or camera, `file` from a chat. Default: `image`. */
  accept?: 'image' | 'video' | 'media' | 'file'
  /** Where to pick images and videos. Default: both. */
  sourceType?: ('album' | 'camera')[]
  /** Which sizes the user may choose. WeChat does not report the choice. Default: both. */
  sizeType?: ('original' | 'compressed')[]
  /** The longest video from the camera, seconds: 3–60. Default: 60. */
  maxDuration?: number
  /** Which camera to open. Default: `back`. */
  camera?: 'back' | 'front'
  /** With `accept: 'file'`: which file name extensions to offer, without dots. Default: all. */
  extension?: string[]
}

export interface PickedFile extends LocalFile {
  kind: 'image' | 'video' | 'file'
  size: number
  /** The local path of a video's cover picture. */
  thumb?: string
  /** The length of a video, seconds. */
  duration?: number
}

const MOST_MEDIA = 20
const MOST_FILES = 100

/**
 * Opens the platform's picker. Call it directly from a tap handler. Resolves with `[]` if the user cancels.
 * Rejects with `privacy-not-declared`, `privacy-refused` or `permission-denied`.
 */
export function pick(wx: WxApi, options: PickOptions = {}): Promise<PickedFile[]> {
  const picked = options.accept === 'file' ? pickFiles(wx, options) : pickMedia(wx, options)
  return picked.catch((error: UploadError) => {
    if (error.code === 'cancelled') return []
    throw error
  })
}

function pickMedia(wx: WxApi, options: PickOptions): Promise<PickedFile[]> {
  const {
    accept = 'image',
    count = 9,
    sourceType = ['album', 'camera'],
    sizeType = ['original', 'compressed'],
  } = options
  return new Promise((resolve, reject) => {
    wx.chooseMedia({
      count: Math.min(count, MOST_MEDIA),
      mediaType: accept === 'media' ? ['mix'] : [accept === 'video' ? 'video' : 'image'],
      sourceType,
      sizeType,
      maxDuration: options.maxDuration ?? 60,
      camera: options.camera ?? 'back',
      success: ({ tempFiles }) => resolve(tempFiles.map((file) => fromMedia(file, accept))),
      fail: (failure) => reject(pickerFailure(failure)),
    })
  })
}

/** iOS was seen to leave `fileType` out: then the file is of the type that was requested. */
function fromMedia(file: WxPickedMedia, accept: PickOptions['accept']): PickedFile {
  const kind = file.fileType === 'video' || (!file.fileType && accept === 'video') ? 'video' : 'image'
  const picked: PickedFile = { path: file.tempFilePath, size: file.size, kind }
  return kind === 'video' ? { ...picked, thumb: file.thumbTempFilePath, duration: file.duration } : picked
}

function pickFiles(wx: WxApi, { count = 9, extension }: PickOptions): Promise<PickedFile[]> {
  return new Promise((resolve, reject) => {
    wx.chooseMessageFile({
      count: Math.min(count, MOST_FILES),
      // `extension` works only with the type `file`, which excludes pictures and videos.
      type: extension ? 'file' : 'all',
      ...(extension ? { extension } : {}),
      success: ({ tempFiles }) => resolve(tempFiles.map(fromChat)),
      fail: (failure) => reject(pickerFailure(failure)),
    })
  })
}

function fromChat({ path, name, size, type }: WxPickedMessageFile): PickedFile {
  return { path, name, size, kind: type === 'image' || type === 'video' ? type : 'file' }
}

const pickerFailure = (failure: WxFailure): UploadError => decodeFailure(failure, 'permission-denied')
