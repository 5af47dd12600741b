import type { LocalFile } from '../core/api'
import { isRecord, isText } from '../core/backend/json'
import type { UploadError } from '../core/errors'
import { ask, type Question } from './calls/ask'
import { wxClock } from './clock'
import type { WxApi, WxChooseImage, WxPickedMedia, WxPickedMessageFile } from './wx-api'

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
  const picking = options.accept === 'file' ? pickFiles(wx, options) : pickMedia(wx, options)
  return picking.catch((error: UploadError) => {
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
  if (accept === 'image' && typeof wx.chooseMedia !== 'function' && wx.chooseImage) {
    return pickImages(wx, { count: Math.min(count, 9), sourceType, sizeType })
  }
  return askPicker({
    api: 'wx.chooseMedia',
    begin: (callbacks) =>
      wx.chooseMedia({
        count: Math.min(count, MOST_MEDIA),
        mediaType: accept === 'media' ? ['mix'] : [accept === 'video' ? 'video' : 'image'],
        sourceType,
        sizeType,
        maxDuration: options.maxDuration ?? 60,
        camera: options.camera ?? 'back',
        ...callbacks,
      }),
    read: (result) =>
      filesOf<WxPickedMedia>(result, ({ tempFilePath }) => tempFilePath)?.map((file) => fromMedia(file, accept)),
  })
}

/** Not every framework gives the files with their sizes beside the paths. */
const pickImages = (wx: WxApi, options: Pick<WxChooseImage, 'count' | 'sourceType' | 'sizeType'>) =>
  askPicker({
    api: 'wx.chooseImage',
    begin: (callbacks) => wx.chooseImage?.({ ...options, ...callbacks }),
    read: (result) =>
      (result as { tempFilePaths: string[] }).tempFilePaths.map((path) => ({ path, size: 0, kind: 'image' })),
  })

/** A picker that is missing, throws or answers with no files is no matter of the user's permission. */
const askPicker = (question: Pick<Question<PickedFile[]>, 'api' | 'begin' | 'read'>): Promise<PickedFile[]> =>
  ask({ otherwise: 'permission-denied', faulty: 'misuse', ...question }, wxClock)

/** Undefined unless each of the picked files has a path. */
function filesOf<File>(result: unknown, pathOf: (file: File) => unknown): File[] | undefined {
  const { tempFiles } = result as { tempFiles: unknown }
  const isWhole = (file: unknown): boolean => isRecord(file) && isText(pathOf(file as File))
  return Array.isArray(tempFiles) && tempFiles.every(isWhole) ? (tempFiles as File[]) : undefined
}

/** iOS was seen to leave `fileType` out: then the file is of the type that was requested. */
function fromMedia(file: WxPickedMedia, accept: PickOptions['accept']): PickedFile {
  const kind = file.fileType === 'video' || (!file.fileType && accept === 'video') ? 'video' : 'image'
  const picked: PickedFile = { path: file.tempFilePath, size: bytesOf(file.size), kind }
  return kind === 'video' ? { ...picked, thumb: file.thumbTempFilePath, duration: file.duration } : picked
}

function pickFiles(wx: WxApi, { count = 9, extension }: PickOptions): Promise<PickedFile[]> {
  return askPicker({
    api: 'wx.chooseMessageFile',
    begin: (callbacks) =>
      wx.chooseMessageFile({
        count: Math.min(count, MOST_FILES),
        // `extension` works only with the type `file`, which excludes pictures and videos.
        type: extension ? 'file' : 'all',
        ...(extension ? { extension } : {}),
        ...callbacks,
      }),
    read: (result) => filesOf<WxPickedMessageFile>(result, ({ path }) => path)?.map(fromChat),
  })
}

function fromChat({ path, name, size, type }: WxPickedMessageFile): PickedFile {
  return { path, name, size: bytesOf(size), kind: type === 'image' || type === 'video' ? type : 'file' }
}

/** Some hosts give the size as text, or none. It is only a hint. */
const bytesOf = (size: unknown): number => Number(size) || 0
