import type { ItemStatus, UploaderItem } from '../item'

/**
 * An item as a host binds it. A key, a URL or a path is enough: the other fields are completed from it. Items that were
 * made for the uploaders of Vant or TDesign are understood too.
 */
export type BoundItem = Partial<Omit<UploaderItem, 'status'>> & {
  status?: ItemStatus | 'loading' | 'success' | 'reload'
  /** TDesign's word for `kind`: `image`, `video` or another. */
  type?: string
  isImage?: boolean
  isVideo?: boolean
}

const STATUSES: Record<NonNullable<BoundItem['status']>, ItemStatus> = {
  ready: 'ready',
  uploading: 'uploading',
  loading: 'uploading',
  paused: 'paused',
  done: 'done',
  success: 'done',
  failed: 'failed',
  reload: 'failed',
}

const VIDEO = /\.(mp4|mov|m4v|avi|mkv|webm|3gp)$/i
const DOCUMENT = /\.(pdf|docx?|xlsx?|pptx?|txt|csv|md|zip|rar|7z|mp3|m4a|wav)$/i

/** @param index its place in the list, which names an item that has nothing else to be named by */
export function completed(item: BoundItem, index: number): UploaderItem {
  const { type: _type, isImage: _isImage, isVideo: _isVideo, ...rest } = item
  return {
    ...rest,
    uid: item.uid ?? item.key ?? item.url ?? item.path ?? String(index),
    kind: item.kind ?? kindOf(item),
    status: item.status ? STATUSES[item.status] : item.url || item.key ? 'done' : 'ready',
  }
}

function kindOf({ type, isImage, isVideo, name, path, url, key }: BoundItem): UploaderItem['kind'] {
  if (isVideo || type === 'video') return 'video'
  if (isImage || type === 'image') return 'image'
  if (type) return 'file'
  const source = (name || path || url || key || '').replace(/[?#].*$/, '')
  if (VIDEO.test(source)) return 'video'
  return DOCUMENT.test(source) ? 'file' : 'image'
}
