import type { PickedFile, UploadTask } from '../../../uploader/wx/index'
import type { UploaderItem } from '../item'
import { keepDetached, takeDetached } from '../uploads/detached-uploads'
import { uploadRuns } from '../uploads/upload-runs'
import { type BoundItem, boundItems } from './bound-item'
import { isUnderWay, pickedItem } from './items'
import { EMPTY_LIST, itemIn, uidsOf, withAdded, withItem, withItems, withMoved, withRemoved } from './list-state'
import { followUpload, startReady, startReadyLater, startUploads } from './list-uploads'
import { reconcile } from './reconcile'
import { emitChange, type ListOwner, type UploadList } from './upload-list'

export function createUploadList(owner: ListOwner): UploadList {
  const list: UploadList = {
    ...owner,
    emit(name, detail) {
      if (!list.isDetached) owner.emit(name, detail)
    },
    runs: uploadRuns((uid, state) => followUpload(list, uid, state), owner.now),
    state: EMPTY_LIST,
    moved: new Set(),
    preparing: new Set(),
    isBusy: false,
    isDetached: false,
  }
  return list
}

/** Takes in the list that the host binds. Uploads that another component left under way continue in this one. */
export function bindList(list: UploadList, bound: BoundItem[]): void {
  const { runs } = list
  const given = boundItems(bound)
  const detached = new Map<string, UploadTask>()
  for (const { uid, path = '' } of given.filter((item) => isUnderWay(item) && !runs.has(item.uid))) {
    const task = takeDetached(uid, path)
    if (!task) continue
    runs.reserve(uid)
    detached.set(uid, task)
  }
  const { state, removedByHost } = reconcile(list.state, given, new Set([...runs.uids(), ...list.preparing]))
  list.state = state
  removedByHost.forEach(runs.cancel)
  list.later(() => {
    for (const [uid, task] of detached) runs.follow(uid, task)
    const left = list.state.items.filter(({ uid, status }) => status === 'preparing' && !list.preparing.has(uid))
    if (left.length > 0 && !list.isDetached) list.prepare(left)
  })
  setValueLater(list)
  list.onChange()
  startReadyLater(list)
}

/** Brings the value of the form field up to date once the host has set all of its data: a value may be among it. */
export const setValueLater = (list: UploadList): void =>
  list.later(() => {
    if (!list.isDetached) list.setValue()
  })

export function addFiles(list: UploadList, files: PickedFile[]): void {
  const added = files.map((file) => pickedItem(file, list.newUid()))
  list.state = withAdded(list.state, added)
  accepted(list, added)
}

/** Shows these files at once, before they are prepared. */
export function addPreparing(list: UploadList, files: PickedFile[]): UploaderItem[] {
  const added = files.map((file): UploaderItem => ({ ...pickedItem(file, list.newUid()), status: 'preparing' }))
  list.state = withAdded(list.state, added)
  emitChange(list)
  return added
}

/** Puts the prepared file in the place of its item; without one, the item is taken out of the list. */
export function endPreparing(list: UploadList, uid: string, file: PickedFile | undefined): void {
  list.preparing.delete(uid)
  if (!itemIn(list.state, uid)) return
  if (!file) {
    drop(list, [uid])
    emitChange(list)
    return
  }
  const item = pickedItem(file, uid)
  list.state = withItem(list.state, item)
  accepted(list, [item])
}

/** These items may be uploaded. */
function accepted(list: UploadList, added: UploaderItem[]): void {
  list.emit('add', { files: added.map((item) => ({ ...item })) })
  const { autoUpload, uploader } = list.settings()
  if (autoUpload && uploader) startReady(list)
  else emitChange(list)
}

export const pauseUploads = ({ state, runs }: UploadList): void =>
  uidsOf(state.items.filter(isUnderWay)).forEach(runs.pause)

/** Resumes this upload, or all of them. */
export const resumeUploads = ({ runs }: UploadList, uid?: string): void =>
  (uid ? [uid] : runs.uids()).forEach(runs.resume)

/** Skips the wait of an upload that waits to retry. */
export const retryNow = ({ runs }: UploadList, uid: string): void => runs.task(uid)?.retryNow()

export function retryUpload(list: UploadList, uid: string): void {
  const item = itemIn(list.state, uid)
  if (item?.status !== 'failed') return
  list.emit('retry', { uid })
  startUploads(list, [item])
}

export function removeItem(list: UploadList, uid: string): void {
  const item = itemIn(list.state, uid)
  if (!item) return
  drop(list, [uid])
  list.emit('remove', { uid, file: { ...item } })
  emitChange(list)
}

export function moveItem(list: UploadList, uid: string, to: number): void {
  const next = withMoved(list.state, uid, to)
  if (next === list.state) return
  list.state = next
  emitChange(list)
}

export function clearList(list: UploadList): void {
  const { items } = list.state
  if (items.length === 0) return
  drop(list, uidsOf(items))
  emitChange(list)
}

/** Makes these the items of the list. Uploads of all others are cancelled. */
export function replaceItems(list: UploadList, items: UploaderItem[]): void {
  const kept = uidsOf(items)
  drop(
    list,
    uidsOf(list.state.items).filter((uid) => !kept.includes(uid)),
  )
  list.state = withItems(list.state, items)
  emitChange(list)
}

/** Cancels the uploads of these items, and removes them. */
function drop(list: UploadList, uids: string[]): void {
  uids.forEach(list.runs.cancel)
  list.state = withRemoved(list.state, uids)
}

/** Emits `progress` for every item that has moved since the last call. */
export function emitProgress(list: UploadList): void {
  const moved = list.state.items.filter(({ uid }) => list.moved.has(uid))
  list.moved.clear()
  for (const { uid, percent = 0 } of moved) list.emit('progress', { uid, percent, speed: list.runs.speed(uid) })
}

/** The component is gone. The host hears nothing more, but uploads that are under way continue. */
export function detachList(list: UploadList): void {
  list.isDetached = true
  for (const { uid, path = '' } of list.state.items.filter(isUnderWay)) {
    const task = list.runs.task(uid)
    if (task) keepDetached(uid, path, task)
  }
}
