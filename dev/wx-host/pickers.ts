import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { Device } from './device'
import { FAILURES, type Outcome } from './failures'
import { kindByExtension } from './file-types'
import { type Callbacks, invokePromised } from './invoke'
import type { LocalPaths } from './local-paths'
import { wrongParameter } from './parameters'
import { type Permissions, permissionFailure } from './privacy'

export interface ChooseMediaOptions extends Callbacks<{ type: string; tempFiles: PickedMedia[] }> {
  /** 9; at most 20. */
  count?: number
  /** `['image', 'video']` */
  mediaType?: ('image' | 'video' | 'mix')[]
}

/** Sizes in px and s are 0 and the thumbnail is empty: nothing here looks into the files. */
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
  /** `all` */
  type?: 'all' | 'video' | 'image' | 'file'
  /** With type `file` only; with or without the dot. */
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

/** What the user is going to do. */
export interface Picks {
  /** The files of the next picker. Those it does not offer are left out, as are those above its count. */
  pick(realPaths: string[]): void
  cancelNextPick(): void
}

export interface PickerDevice {
  device: Device
  paths: LocalPaths
  permissions(): Permissions
  /** Around a picker's time on screen, where it covers the app. */
  onOpen(): void
  onClose(): void
}

const MAX_MEDIA = 20

/** A picker's time on screen: the files that the user has picked from what it offers, described. */
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

/** The album gives a file a new name; only its extension is the old one's. */
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

/** The one picker that tells a file's own name. */
async function messageFile(device: Device, paths: LocalPaths, path: string): Promise<PickedMessageFile> {
  return {
    path: paths.temp(path),
    name: basename(path),
    size: (await stat(path)).size,
    time: Math.floor(device.now() / 1000),
    type: kindByExtension(path),
  }
}
