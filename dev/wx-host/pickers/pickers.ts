import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { FAILURES, type Outcome } from '../calls/failures'
import { type Callbacks, invokePromised } from '../calls/invoke'
import { wrongParameter } from '../calls/parameters'
import type { Device } from '../device/device'
import type { LocalPaths } from '../files/local-paths'
import { kindByExtension } from './file-types'
import { type Permissions, permissionFailure } from './privacy'

export interface ChooseMediaOptions extends Callbacks<{ type: string; tempFiles: PickedMedia[] }> {
  /** Default 9; at most 20. */
  count?: number
  /** Default `['image', 'video']`. */
  mediaType?: ('image' | 'video' | 'mix')[]
}

/** `width`, `height` and `duration` are 0 and the thumbnail is empty: the host does not decode files. */
export interface PickedMedia {
  tempFilePath: string
  size: number
  fileType: 'image' | 'video'
  thumbTempFilePath: string
  duration: number
  width: number
  height: number
}

export interface ChooseMessageFileOptions extends Callbacks<{ tempFiles: PickedMessageFile[] }> {
  /** 0 to 100; required. */
  count: number
  /** Default `all`. */
  type?: 'all' | 'video' | 'image' | 'file'
  /** Only with type `file`; with or without the dot. */
  extension?: string[]
}

export interface PickedMessageFile {
  path: string
  name: string
  size: number
  /** Seconds since 1970. */
  time: number
  type: 'video' | 'image' | 'file'
}

/** What the user will do in the next pickers. */
export interface Picks {
  /** The files for the next picker. It drops files that it does not offer and those above its count. */
  pick(realPaths: string[]): void
  cancelNextPick(): void
}

export interface PickerDevice {
  device: Device
  paths: LocalPaths
  permissions(): Permissions
  /** Called before and after a picker is on screen. */
  onOpen(): void
  onClose(): void
}

const MAX_MEDIA = 20

/** Opens a picker and describes the files that the user picked from what it offers. */
type Choose = <Item>(api: string, offer: Offer<Item>) => Promise<Outcome<Item[]>>

interface Offer<Item> {
  count: number
  includes(path: string): boolean
  describe(path: string): Promise<Item>
}

export function createPickers({ device, paths, permissions, onOpen, onClose }: PickerDevice) {
  const waiting: (string[] | 'cancel')[] = []
  const choose: Choose = async (api, { count, includes, describe }) => {
    const failure = permissionFailure(api, permissions())
    if (failure) return { failure }
    onOpen()
    const picked = waiting.shift() ?? 'cancel'
    const files = picked === 'cancel' ? [] : picked.filter(includes).slice(0, count)
    const items = await Promise.all(files.map(describe))
    onClose()
    return items.length > 0 ? { result: items } : { failure: FAILURES.cancelled(api) }
  }
  const picks: Picks = {
    pick: (realPaths) => {
      waiting.push(realPaths)
    },
    cancelNextPick: () => {
      waiting.push('cancel')
    },
  }
  return {
    picks,
    wx: {
      chooseMedia: (options?: ChooseMediaOptions) =>
        invokePromised(device, 'chooseMedia', options, () => chooseMedia(choose, paths, options)),
      chooseMessageFile: (options: ChooseMessageFileOptions) =>
        invokePromised(device, 'chooseMessageFile', options, () => chooseMessageFile(choose, device, paths, options)),
    },
  }
}

async function chooseMedia(choose: Choose, paths: LocalPaths, options: ChooseMediaOptions = {}) {
  const { count = 9, mediaType = ['image', 'video'] } = options
  const kinds: string[] = mediaType.includes('mix') ? ['image', 'video'] : mediaType
  const chosen = await choose('chooseMedia', {
    count: Math.min(count, MAX_MEDIA),
    includes: (path) => kinds.includes(kindByExtension(path)),
    describe: (path) => media(paths, path),
  })
  return 'failure' in chosen ? chosen : { result: { type: typeOf(chosen.result), tempFiles: chosen.result } }
}

async function chooseMessageFile(
  choose: Choose,
  device: Device,
  paths: LocalPaths,
  options: ChooseMessageFileOptions,
): Promise<Outcome<{ tempFiles: PickedMessageFile[] }>> {
  const api = 'chooseMessageFile'
  const failure = wrongParameter(api, { count: [options?.count, 'Number'] })
  if (failure) return { failure }
  const chosen = await choose(api, {
    count: options.count,
    includes: offersOf(options),
    describe: (path) => messageFile(device, paths, path),
  })
  return 'failure' in chosen ? chosen : { result: { tempFiles: chosen.result } }
}

function typeOf(files: PickedMedia[]): string {
  const kinds = new Set(files.map(({ fileType }) => fileType))
  return kinds.size > 1 ? 'mix' : (files[0]?.fileType ?? 'image')
}

function offersOf({ type = 'all', extension }: ChooseMessageFileOptions): (path: string) => boolean {
  const extensions = extension?.map((name) => name.replace(/^\./, '').toLowerCase())
  return (path) => {
    if (type === 'all') return true
    if (kindByExtension(path) !== type) return false
    return type !== 'file' || !extensions || extensions.includes(extname(path).slice(1).toLowerCase())
  }
}

/** The album gives a file a new name; only the extension stays. */
async function media(paths: LocalPaths, path: string): Promise<PickedMedia> {
  return {
    tempFilePath: paths.temp(path),
    size: (await stat(path)).size,
    fileType: kindByExtension(path) === 'video' ? 'video' : 'image',
    thumbTempFilePath: '',
    duration: 0,
    width: 0,
    height: 0,
  }
}

/** The only picker that returns a file's own name. */
async function messageFile(device: Device, paths: LocalPaths, path: string): Promise<PickedMessageFile> {
  return {
    path: paths.temp(path),
    name: basename(path),
    size: (await stat(path)).size,
    time: Math.floor(device.now() / 1000),
    type: kindByExtension(path),
  }
}
