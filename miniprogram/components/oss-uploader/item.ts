import {
  type ErrorCode,
  explain,
  type Locale,
  type LocalFile,
  type PickedFile,
  type UnfinishedUpload,
  type UploadState,
} from '../../uploader/wx/index'
import type { Pause } from './words/words'

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
  /** Of a video, seconds. */
  duration?: number
  status: ItemStatus
  /** What an `uploading` one is at. `confirming`: all bytes are sent, and the backend has yet to say that they are there. */
  phase?: 'waiting' | 'sending' | 'confirming'
  /** Who holds a `paused` one. */
  pausedBy?: Pause
  /** 0–100, whole. */
  percent?: number
  /** Why it failed, in words for the user. */
  message?: string
  /** The same for the developer. */
  hint?: string
  code?: ErrorCode
  /** `false`: this one cannot be removed. */
  deletable?: boolean
}

export const itemOf = ({ path, name, size, kind, thumb, duration }: PickedFile, uid: string): UploaderItem => ({
  uid,
  path,
  kind,
  status: 'ready',
  ...(size ? { size } : {}),
  ...(name ? { name } : {}),
  ...(thumb ? { thumb } : {}),
  ...(duration ? { duration } : {}),
})

/** By media type. */
export function kindOf(type: string): UploaderItem['kind'] {
  if (type.startsWith('image/')) return 'image'
  return type.startsWith('video/') ? 'video' : 'file'
}

/** A file whose upload an earlier visit began. */
export const unfinishedItem = ({ path, name, size, type, percent }: UnfinishedUpload, uid: string): UploaderItem => ({
  ...itemOf({ path, size, kind: kindOf(type), ...(name ? { name } : {}) }, uid),
  percent,
})

export const localFileOf = ({ path = '', name, size }: UploaderItem): LocalFile => ({
  path,
  ...(name ? { name } : {}),
  ...(size ? { size } : {}),
})

/** As a fresh upload begins. */
export const started = (item: UploaderItem): UploaderItem => ({
  ...withoutOutcome(item),
  status: 'uploading',
  phase: 'waiting',
  percent: 0,
})

/** What an item becomes by the state of its upload. A cancelled one stays as it was: whoever cancels removes it. */
export function withState(item: UploaderItem, state: UploadState, locale: Locale): UploaderItem {
  const plain = withoutOutcome(item)
  const { percent } = state
  switch (state.phase) {
    case 'cancelled':
      return item
    case 'done': {
      const { url, key, size } = state.file
      return { ...plain, status: 'done', percent, url, key, size }
    }
    case 'failed':
      return { ...plain, status: 'failed', percent, code: state.error.code, ...explain(state.error, locale) }
    case 'paused':
      return { ...plain, status: 'paused', percent, pausedBy: state.by }
    case 'sending':
    case 'confirming':
      return { ...plain, status: 'uploading', percent, phase: state.phase }
    default:
      return { ...plain, status: 'uploading', percent, phase: 'waiting' }
  }
}

function withoutOutcome(item: UploaderItem): UploaderItem {
  const { message: _message, hint: _hint, code: _code, phase: _phase, pausedBy: _pausedBy, ...plain } = item
  return plain
}
