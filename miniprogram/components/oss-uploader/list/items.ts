import {
  explain,
  type Locale,
  type LocalFile,
  type PickedFile,
  type UnfinishedUpload,
  type UploadState,
} from '../../../uploader/wx/index'
import type { UploaderItem } from '../item'
import { LANGUAGES } from '../words/languages'
import { kindOf } from './kind-of'

export const pickedItem = ({ path, name, size, kind, thumb, duration }: PickedFile, uid: string): UploaderItem => ({
  uid,
  path,
  kind,
  status: 'ready',
  ...(size ? { size } : {}),
  ...(name ? { name } : {}),
  ...(thumb ? { thumb } : {}),
  ...(duration ? { duration } : {}),
})

/** The item of a file whose upload was begun in an earlier run of the app. */
export const unfinishedItem = (upload: UnfinishedUpload, uid: string): UploaderItem => ({
  ...pickedItem({ ...upload, kind: kindOf({ type: upload.type }) }, uid),
  type: upload.type,
  percent: upload.percent,
})

export const localFileOf = ({ path = '', name, size }: UploaderItem): LocalFile => ({
  path,
  ...(name ? { name } : {}),
  ...(size ? { size } : {}),
})

export const isUnderWay = ({ status }: UploaderItem): boolean => status === 'uploading' || status === 'paused'

/** The item when its upload begins. */
export const startedItem = (item: UploaderItem): UploaderItem => ({
  ...withoutOutcome(item),
  status: 'uploading',
  phase: 'waiting',
  percent: 0,
})

/** The item in this state of its upload. After a cancel it stays as it was, because the list removes it. */
export function withState(item: UploaderItem, state: UploadState, locale: Locale): UploaderItem {
  const plain = withoutOutcome(item)
  const { percent } = state
  switch (state.phase) {
    case 'cancelled':
      return item
    case 'done': {
      const { url, key, size, type, thumbnailUrl } = state.file
      const thumb = item.thumb ?? thumbnailUrl
      return { ...plain, ...(thumb ? { thumb } : {}), status: 'done', percent, url, key, size, type }
    }
    case 'failed':
      return { ...plain, status: 'failed', percent, code: state.error.code, ...explain(state.error, LANGUAGES[locale]) }
    case 'paused':
      return { ...plain, status: 'paused', percent, pausedBy: state.by }
    case 'retrying':
      return { ...plain, status: 'uploading', percent, phase: 'retrying', retryAt: state.retryAt }
    case 'sending':
    case 'confirming':
      return { ...plain, status: 'uploading', percent, phase: state.phase }
    default:
      return { ...plain, status: 'uploading', percent, phase: 'waiting' }
  }
}

function withoutOutcome(item: UploaderItem): UploaderItem {
  const { message: _1, hint: _2, code: _3, phase: _4, pausedBy: _5, retryAt: _6, ...plain } = item
  return plain
}
