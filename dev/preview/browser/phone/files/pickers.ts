import { FAILURES, type Outcome } from '../../../../wx-host/calls/failures'
import { invokePromised } from '../../../../wx-host/calls/invoke'
import { wrongParameter } from '../../../../wx-host/calls/parameters'
import type { Device } from '../../../../wx-host/device/device'
import { kindByExtension } from '../../../../wx-host/pickers/file-types'
import type {
  ChooseMediaOptions,
  ChooseMessageFileOptions,
  PickedMedia,
  PickedMessageFile,
} from '../../../../wx-host/pickers/pickers'
import type { Client } from '../../client'
import { chooseFiles } from './choose-files'
import { mediaFacts } from './media-facts'
import type { TempFiles } from './temp-files'

type MediaOptions = ChooseMediaOptions & { sourceType?: ('album' | 'camera')[]; camera?: 'back' | 'front' }

const MAX_MEDIA = 20

/**
 * A browser's picker can show all files, the album of a phone cannot. Mini-programs learn nothing about the others, so
 * the preview tells its user.
 */
const NOT_IN_ALBUM = {
  zh_CN: '手机相册里只有照片和视频',
  en: 'An album of a phone has only photos and videos',
}

/** `wx.chooseMedia` and `wx.chooseMessageFile` with the browser's file picker. Files beyond `count` are dropped. */
export function createPickers(device: Device, client: Client, files: TempFiles) {
  const tellDropped = (): void =>
    client.showToast({ title: NOT_IN_ALBUM[client.language], icon: 'none', duration: 3000, mask: false })
  return {
    chooseMedia: (options?: MediaOptions) =>
      invokePromised(device, 'chooseMedia', options, () => chooseMedia(files, tellDropped, options)),
    chooseMessageFile: (options: ChooseMessageFileOptions) =>
      invokePromised(device, 'chooseMessageFile', options, () => chooseMessageFile(files, options)),
  }
}

async function chooseMedia(
  files: TempFiles,
  tellDropped: () => void,
  { count = 9, mediaType = ['image', 'video'], sourceType, camera }: MediaOptions = {},
): Promise<Outcome<{ type: string; tempFiles: PickedMedia[] }>> {
  const kinds: string[] = mediaType.includes('mix') ? ['image', 'video'] : mediaType
  const max = Math.min(count, MAX_MEDIA)
  const isCamera = sourceType?.length === 1 && sourceType[0] === 'camera'
  const chosen = await chooseFiles({
    accept: kinds.map((kind) => `${kind}/*`).join(),
    isMultiple: max > 1,
    ...(isCamera ? { capture: camera === 'front' ? ('user' as const) : ('environment' as const) } : {}),
  })
  const fitting = chosen.filter((file) => kinds.includes(kindOf(file)))
  if (fitting.length < chosen.length) tellDropped()
  const taken = fitting.slice(0, max)
  if (taken.length === 0) return { failure: FAILURES.cancelled('chooseMedia') }
  const tempFiles = await Promise.all(taken.map((file) => media(files, file)))
  const types = new Set(tempFiles.map(({ fileType }) => fileType))
  return { result: { type: types.size > 1 ? 'mix' : (tempFiles[0]?.fileType ?? 'image'), tempFiles } }
}

async function media(files: TempFiles, file: File): Promise<PickedMedia> {
  const fileType = kindOf(file) === 'video' ? 'video' : 'image'
  const tempFilePath = files.add(file, file.name)
  const { cover, ...facts } = await mediaFacts(fileType, files.urlOf(tempFilePath))
  const thumbTempFilePath = cover ? files.add(cover, 'cover.jpg') : ''
  return { tempFilePath, size: file.size, fileType, thumbTempFilePath, ...facts }
}

async function chooseMessageFile(
  files: TempFiles,
  options: ChooseMessageFileOptions,
): Promise<Outcome<{ tempFiles: PickedMessageFile[] }>> {
  const api = 'chooseMessageFile'
  const failure = wrongParameter(api, { count: [options?.count, 'Number'] })
  if (failure) return { failure }
  const { count, type = 'all', extension } = options
  const chosen = await chooseFiles({ accept: acceptOf(type, extension), isMultiple: count > 1 })
  const taken = chosen.filter((file) => type === 'all' || kindOf(file) === type).slice(0, count)
  if (taken.length === 0) return { failure: FAILURES.cancelled(api) }
  return { result: { tempFiles: taken.map((file) => messageFile(files, file)) } }
}

function acceptOf(type: string, extension: string[] = []): string {
  if (type === 'image' || type === 'video') return `${type}/*`
  return extension.map((name) => `.${name.replace(/^\./, '')}`).join()
}

/** Decides by the extension, as the platform does; without one, by the browser's type. */
function kindOf(file: File): 'image' | 'video' | 'file' {
  const kind = kindByExtension(file.name)
  if (kind !== 'file') return kind
  const [type] = file.type.split('/')
  return type === 'image' || type === 'video' ? type : 'file'
}

const messageFile = (files: TempFiles, file: File): PickedMessageFile => ({
  path: files.add(file, file.name),
  name: file.name,
  size: file.size,
  time: Math.floor(Date.now() / 1000),
  type: kindOf(file),
})
