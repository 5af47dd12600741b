import type { StoredFile } from '../../../uploader/wx/index'
import type { ItemStatus, UploaderItem } from '../item'
import { kindOf } from './kind-of'

/**
 * An item as a host binds it. A key, a URL or a path is enough: the other fields are completed from it. A `StoredFile` is
 * one, and so are the items that were made for the uploaders of Vant or TDesign.
 */
export type BoundItem = Partial<Omit<UploaderItem, 'status'>> & {
  status?: ItemStatus | 'loading' | 'success' | 'reload'
  /** A media type, or TDesign's word for `kind`: `image`, `video` or another. */
  type?: string
  isImage?: boolean
  isVideo?: boolean
  thumbnailUrl?: StoredFile['thumbnailUrl']
}

const STATUSES: Record<NonNullable<BoundItem['status']>, ItemStatus> = {
  preparing: 'preparing',
  ready: 'ready',
  uploading: 'uploading',
  loading: 'uploading',
  paused: 'paused',
  done: 'done',
  success: 'done',
  failed: 'failed',
  reload: 'failed',
}

/**
 * The items of the list that a host binds, each with a `uid` of its own. Hosts build their lists from what backends
 * answer, so an entry that is no item, such as null, is left out, and so is a field of another type.
 */
export function boundItems(bound: readonly unknown[]): UploaderItem[] {
  const uids = new Set<string>()
  return bound.filter(isRecord).map((item, index) => {
    const whole = completed(withoutOdd(item), index)
    let { uid } = whole
    for (let nth = 2; uids.has(uid); nth += 1) uid = `${whole.uid}#${nth}`
    uids.add(uid)
    return { ...whole, uid }
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isText = (value: unknown): boolean => typeof value === 'string'
const isAnyOf =
  (known: readonly string[]) =>
  (value: unknown): boolean =>
    known.includes(value as string)

const RIGHT: Record<string, (value: unknown) => boolean> = {
  path: isText,
  url: isText,
  key: isText,
  name: isText,
  type: isText,
  thumb: isText,
  thumbnailUrl: isText,
  message: isText,
  size: Number.isFinite,
  duration: Number.isFinite,
  percent: Number.isFinite,
  kind: isAnyOf(['image', 'video', 'file']),
  status: isAnyOf(Object.keys(STATUSES)),
}

function withoutOdd(item: Record<string, unknown>): BoundItem {
  const kept: Record<string, unknown> = {}
  for (const name of Object.keys(item)) {
    if (RIGHT[name]?.(item[name]) ?? true) kept[name] = item[name]
  }
  return kept
}

/** @param index its place in the list, which names an item that has nothing else to be named by */
export function completed(item: BoundItem, index: number): UploaderItem {
  const { type, isImage: _isImage, isVideo: _isVideo, thumbnailUrl, ...rest } = item
  const thumb = item.thumb ?? thumbnailUrl
  return {
    ...rest,
    ...(isMediaType(type) ? { type } : {}),
    ...(thumb ? { thumb } : {}),
    uid: item.uid ?? item.key ?? item.url ?? item.path ?? String(index),
    kind: item.kind ?? boundKind(item),
    status: item.status ? STATUSES[item.status] : item.url || item.key ? 'done' : 'ready',
  }
}

function boundKind(item: BoundItem): UploaderItem['kind'] {
  const { type, isImage, isVideo } = item
  if (isVideo || type === 'video') return 'video'
  if (isImage || type === 'image') return 'image'
  return type && !isMediaType(type) ? 'file' : kindOf(item)
}

const isMediaType = (type: string | undefined): type is string => /\//.test(type ?? '')
