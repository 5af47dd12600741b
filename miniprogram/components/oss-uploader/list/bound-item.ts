import type { ItemStatus, UploaderItem } from '../item'

/**
 * What a host binds. `uid` may be left out beside a key, URL or path, and so may what can be told from those. Items
 * made for Vant's or TDesign's uploader are understood as they are.
 */
export type BoundItem = Partial<Omit<UploaderItem, 'status'>> & {
  status?: ItemStatus | 'loading' | 'success' | 'reload'
  /** `image`, `video` or another word, in place of `kind`. */
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
