import { type ErrorCode, explain, type Locale, type PickedFile, type UploadState } from '../../uploader/wx/index'
import { wordsIn } from './words'

export type ItemStatus = 'ready' | 'uploading' | 'paused' | 'done' | 'failed'

/** One file of `file-list`: plain data, safe to keep in a page's data or in storage. */
export interface UploaderItem {
  /** Names the item in every event; must be unique in the list. */
  uid: string
  /** Local path: what is uploaded, and shown while it is there. */
  path?: string
  /** Where a stored file is read. */
  url?: string
  /** Of the stored object. */
  key?: string
  name?: string
  /** Bytes. */
  size?: number
  kind: PickedFile['kind']
  /** A picture of a video or a file. */
  thumb?: string
  status: ItemStatus
  /** 0–100, whole. */
  percent?: number
  /** Why it failed or waits, in words for the user. */
  message?: string
  /** The same for the developer. */
  hint?: string
  code?: ErrorCode
}

/** What a host binds: `uid` may be left out beside a key, URL or path, and so may what can be told from those. */
export type BoundItem = Partial<UploaderItem>

export const itemOf = ({ path, name, size, kind, thumb }: PickedFile, uid: string): UploaderItem => ({
  uid,
  path,
  size,
  kind,
  status: 'ready',
  ...(name ? { name } : {}),
  ...(thumb ? { thumb } : {}),
})

export function completed(item: BoundItem, index: number): UploaderItem {
  return {
    ...item,
    uid: item.uid ?? item.key ?? item.url ?? item.path ?? String(index),
    kind: item.kind ?? 'image',
    status: item.status ?? (item.url ? 'done' : 'ready'),
  }
}

/** As a fresh upload begins. */
export const started = (item: UploaderItem): UploaderItem => ({
  ...withoutOutcome(item),
  status: 'uploading',
  percent: 0,
})

/** What an item becomes by the state of its upload. A cancelled one stays as it was: whoever cancels removes it. */
export function withState(item: UploaderItem, state: UploadState, locale: Locale): UploaderItem {
  const plain = withoutOutcome(item)
  switch (state.phase) {
    case 'cancelled':
      return item
    case 'done': {
      const { url, key, size } = state.file
      return { ...plain, status: 'done', percent: 100, url, key, size }
    }
    case 'failed':
      return {
        ...plain,
        status: 'failed',
        percent: state.percent,
        code: state.error.code,
        ...explain(state.error, locale),
      }
    case 'paused':
      return { ...plain, status: 'paused', percent: state.percent, message: wordsIn(locale).paused[state.by] }
    default:
      return { ...plain, status: 'uploading', percent: state.percent }
  }
}

function withoutOutcome({ message: _message, hint: _hint, code: _code, ...item }: UploaderItem): UploaderItem {
  return item
}
