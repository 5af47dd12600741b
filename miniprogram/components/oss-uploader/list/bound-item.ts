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
