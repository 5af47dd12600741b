import type { LocalFile } from '../core/api'
import type { UploadError } from '../core/errors'
import { decodeFailure } from './failures'
import type { WxApi, WxFailure, WxPickedMedia, WxPickedMessageFile } from './wx-api'

export interface PickOptions {
  /** At most this many. Default 9; the album gives 20 at most (9 below base library 2.25.0), a chat 100. */
  count?: number
  /** `image`, `video` or `media` (both) from album or camera; `file` from a chat. Default `image`. */
  accept?: 'image' | 'video' | 'media' | 'file'
  sourceType?: ('album' | 'camera')[]
  /** Lets the user choose; a program is not told which was taken. */
  sizeType?: ('original' | 'compressed')[]
  /** Longest video from the camera, seconds: 3–60. Default 60. */
  maxDuration?: number
  camera?: 'back' | 'front'
  /** Of chat files, without dots. */
  extension?: string[]
}

export interface PickedFile extends LocalFile {
  kind: 'image' | 'video' | 'file'
  size: number
  /** Of a video: a local picture. */
  thumb?: string
  /** Of a video: seconds. */
  duration?: number
}

const MOST_MEDIA = 20
const MOST_FILES = 100

/**
 * Opens the platform's picker; call it straight from a tap. `[]` when the user cancels.
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

/** iOS has been seen to leave `fileType` out: then it is what was asked for. */
function fromMedia(file: WxPickedMedia, accept: PickOptions['accept']): PickedFile {
  const kind = file.fileType === 'video' || (!file.fileType && accept === 'video') ? 'video' : 'image'
  const picked: PickedFile = { path: file.tempFilePath, size: file.size, kind }
  return kind === 'video' ? { ...picked, thumb: file.thumbTempFilePath, duration: file.duration } : picked
}

function pickFiles(wx: WxApi, { count = 9, extension }: PickOptions): Promise<PickedFile[]> {
  return new Promise((resolve, reject) => {
    wx.chooseMessageFile({
      count: Math.min(count, MOST_FILES),
      // `extension` only counts with `file`, which leaves out pictures and videos.
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
