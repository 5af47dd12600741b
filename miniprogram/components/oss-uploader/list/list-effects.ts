import {
  explain,
  type PickedFile,
  type UnfinishedUpload,
  type UploadState,
  type UploadTask,
} from '../../../uploader/wx/index'
import type { Emit } from '../events'
import { itemOf, localFileOf, started, type UploaderItem, unfinishedItem, withState } from '../item'
import { type BoundItem, completed } from './bound-item'
import { leaveBehind, takeOver } from './detached-uploads'
import { membersOf } from './list-state'
import type { Owner } from './owner'
import { isUnderWay } from './reconcile'
import { uploadRuns } from './upload-runs'

type OnState = (state: UploadState) => void

export type UploadList = ReturnType<typeof uploadList>

/** The list being worked on, and what befalls its uploads. */
export function uploadList(owner: Owner) {
  const members = membersOf()
  const runs = uploadRuns(follow, owner.now)
  const moved = new Set<string>()
  let isLeft = false

  const emit: Emit = (name, detail) => {
    if (!isLeft) owner.emit(name, detail)
  }
  const changed = (): void => {
    owner.onChange()
    emit('change', { fileList: members.all().map((item) => ({ ...item })) })
  }
  const ready = (): UploaderItem[] => members.all().filter(({ status }) => status === 'ready')
  const underWay = (): UploaderItem[] => members.all().filter(isUnderWay)

  function follow(uid: string, state: UploadState): void {
    const item = members.find(uid)
    if (!item) return
    const { locale } = owner.settings()
    const next = withState(item, state, locale)
    members.replace(next)
    if (next.percent !== item.percent) moved.add(uid)
    if (next.status === item.status) {
      owner.onChange()
      return
    }
    changed()
    if (state.phase === 'done') emit('success', { uid, file: state.file })
    if (state.phase === 'failed') emit('fail', { uid, code: state.error.code, ...explain(state.error, locale) })
  }

  function begin(items: UploaderItem[], upload: (item: UploaderItem, onState: OnState) => UploadTask): void {
    for (const item of items) {
      runs.reserve(item.uid)
      members.replace(started(item))
    }
    // A host that hears `change` may take a file out before it is begun.
    changed()
    for (const item of items) runs.begin(item.uid, (onState) => upload(item, onState))
  }

  function start(chosen: UploaderItem[]): void {
    const { uploader, route, input } = owner.settings()
    const sendable = chosen.filter(({ path }) => path)
    if (!uploader || sendable.length === 0) return
    // A property left unset is null: not an input.
    const options = { route, ...(input === null ? {} : { input }) }
    begin(sendable, (item, onState) => uploader.upload(localFileOf(item), { ...options, onState }))
  }

  /** Never while the host is setting data: it would hear of `change` in the midst of it. */
  function startReady(): void {
    owner.later(() => {
      if (!isLeft && owner.settings().autoUpload) start(ready())
    })
  }

  function drop(uids: string[]): void {
    uids.forEach(runs.cancel)
    members.drop(uids)
  }

  return {
    items: members.all,
    speed: runs.speed,
    startReady,

    /** Takes the host's list in; what a component that is gone left under way goes on here. */
    bind(list: BoundItem[]): void {
      const given = list.map(completed)
      const left = new Map(given.filter((item) => isUnderWay(item) && !runs.has(item.uid)).map(leftTask))
      for (const [uid, task] of left) if (task) runs.reserve(uid)
      members.bind(given, new Set(runs.uids())).forEach(runs.cancel)
      owner.later(() => {
        for (const [uid, task] of left) if (task) runs.follow(uid, task)
      })
      owner.onChange()
      startReady()
    },

    add(files: PickedFile[]): void {
      const added = files.map((file) => itemOf(file, owner.newUid()))
      members.add(added)
      emit('add', { files: added.map((item) => ({ ...item })) })
      const { autoUpload, uploader } = owner.settings()
      if (autoUpload && uploader) start(ready())
      else changed()
    },

    /** Goes on with what an earlier visit began. */
    carryOn(unfinished: UnfinishedUpload[]): void {
      const { uploader } = owner.settings()
      if (!uploader || unfinished.length === 0) return
      const ids = new Map(unfinished.map((upload) => [owner.newUid(), upload] as const))
      const items = [...ids].map(([uid, upload]) => unfinishedItem(upload, uid))
      members.add(items)
      begin(items, ({ uid }, onState) => uploader.resume(ids.get(uid)?.id ?? '', { onState }))
    },

    /** Begins what waits. */
    upload: (): void => start(ready()),
    /** Holds all that are under way. */
    pause: (): void => uidsOf(underWay()).forEach(runs.pause),
    /** All, or this one. */
    resume: (uid?: string): void => (uid ? [uid] : runs.uids()).forEach(runs.resume),

    retry(uid: string): void {
      const item = members.find(uid)
      if (item?.status !== 'failed') return
      emit('retry', { uid })
      start([item])
    },

    remove(uid: string): void {
      const item = members.find(uid)
      if (!item) return
      drop([uid])
      emit('remove', { uid, file: { ...item } })
      changed()
    },

    move(uid: string, to: number): void {
      if (members.move(uid, to)) changed()
    },

    clear(): void {
      if (members.all().length === 0) return
      drop(uidsOf(members.all()))
      changed()
    },

    /** The list becomes this one, whatever was under way. */
    replaceAll(next: UploaderItem[]): void {
      const kept = new Set(uidsOf(next))
      drop(uidsOf(members.all()).filter((uid) => !kept.has(uid)))
      members.become(next)
      changed()
    },

    /** Emits `progress` of all that moved since the last call. */
    tellProgress(): void {
      const told = members.all().filter(({ uid }) => moved.has(uid))
      moved.clear()
      for (const { uid, percent = 0 } of told) emit('progress', { uid, percent, speed: runs.speed(uid) })
    },

    /** The component goes: not a word more to the host, but what is under way goes on. */
    leave(): void {
      isLeft = true
      for (const { uid, path = '' } of underWay()) {
        const task = runs.task(uid)
        if (task) leaveBehind(uid, path, task)
      }
    },
  }
}

const uidsOf = (items: readonly UploaderItem[]): string[] => items.map(({ uid }) => uid)

const leftTask = ({ uid, path = '' }: UploaderItem) => [uid, takeOver(uid, path)] as const
