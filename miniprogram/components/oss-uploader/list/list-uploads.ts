import type { UnfinishedUpload, UploadState, UploadTask } from '../../../uploader/wx/index'
import type { UploaderItem } from '../item'
import { localFileOf, startedItem, unfinishedItem, withState } from './items'
import { itemIn, withAdded, withItem } from './list-state'
import { emitChange, type UploadList } from './upload-list'

/** Starts the upload of every item that waits for it. */
export const startReady = (list: UploadList): void =>
  startUploads(
    list,
    list.state.items.filter(({ status }) => status === 'ready'),
  )

/** Does the same once the host has finished its work: it must not hear of a change while it is setting its own data. */
export function startReadyLater(list: UploadList): void {
  list.later(() => {
    if (!list.isDetached && list.settings().autoUpload) startReady(list)
  })
}

/** Starts these uploads. An item without a local file cannot be sent, and is skipped. */
export function startUploads(list: UploadList, items: UploaderItem[]): void {
  const { uploader, route, input } = list.settings()
  const sendable = items.filter(({ path }) => path)
  if (!uploader || sendable.length === 0) return
  // A property that the host has not set is null, which is not an input.
  const options = { route, ...(input === null ? {} : { input }) }
  start(list, sendable, (item, onState) => uploader.upload(localFileOf(item), { ...options, onState }))
}

/** Adds and resumes what an earlier run of the app has left unfinished. */
export function resumeUnfinished(list: UploadList, unfinished: UnfinishedUpload[]): void {
  const { uploader } = list.settings()
  if (!uploader || unfinished.length === 0) return
  const ids = new Map<string, string>()
  const items = unfinished.map((upload) => {
    const item = unfinishedItem(upload, list.newUid())
    ids.set(item.uid, upload.id)
    return item
  })
  list.state = withAdded(list.state, items)
  start(list, items, ({ uid }, onState) => uploader.resume(ids.get(uid) ?? '', { onState }))
}

function start(
  list: UploadList,
  items: UploaderItem[],
  upload: (item: UploaderItem, onState: (state: UploadState) => void) => UploadTask,
): void {
  for (const item of items) {
    list.runs.reserve(item.uid)
    list.state = withItem(list.state, startedItem(item))
  }
  // A host that hears `change` may remove an item before its upload has started.
  emitChange(list)
  for (const item of items) list.runs.start(item.uid, (onState) => upload(item, onState))
}

/** Brings the list up to date with a state that an upload has reported. */
export function followUpload(list: UploadList, uid: string, state: UploadState): void {
  const item = itemIn(list.state, uid)
  if (!item) return
  const next = withState(item, state, list.settings().locale)
  list.state = withItem(list.state, next)
  if (next.percent !== item.percent) list.moved.add(uid)
  if (next.status === item.status) {
    list.onChange()
    return
  }
  emitChange(list)
  if (state.phase === 'done') list.emit('success', { uid, file: state.file })
  if (state.phase === 'failed') {
    const { code = state.error.code, message = '', hint = '' } = next
    list.emit('fail', { uid, code, message, hint })
  }
}
