import {
  explain,
  type Locale,
  type LocalFile,
  type PickedFile,
  type RouteTypes,
  type Uploader,
  type UploadState,
  type UploadTask,
} from '../../uploader/wx/index'
import type { Emit } from './events'
import { type BoundItem, itemOf, started, type UploaderItem, withState } from './item'
import { reconcile } from './reconcile'

/** The component, as its list sees it. */
export interface Owner {
  /** Read anew at each use: a host may set properties late. */
  settings(): {
    uploader: Uploader<RouteTypes> | null
    route: string
    input: unknown
    locale: Locale
    autoUpload: boolean
  }
  newUid(): string
  emit: Emit
  /** The list looks different: at once, or only by its progress. */
  onChange(when: 'now' | 'soon'): void
}

export interface UploadList {
  items(): UploaderItem[]
  /** Takes the host's list in. */
  bind(list: BoundItem[]): void
  add(files: PickedFile[]): void
  /** Begins what waits, unless the host wants to do so itself. */
  startReady(): void
  /** Begins what waits. */
  upload(): void
  retry(uid: string): void
  remove(uid: string): void
  clear(): void
  /** Emits `progress` of all that moved since the last call. */
  tellProgress(): void
  /** Cancels all uploads without a word. */
  stop(): void
}

interface Run {
  task?: UploadTask<unknown>
}

/** The list being worked on and its uploads. Tasks live here, in a closure: data is copied, and loses what is alive. */
export function uploadList(owner: Owner): UploadList {
  let items: UploaderItem[] = []
  let bound: ReadonlySet<string> = new Set()
  let dropped: ReadonlySet<string> = new Set()
  const runs = new Map<string, Run>()
  const moved = new Set<string>()

  const changed = (): void => {
    owner.onChange('now')
    owner.emit('change', { fileList: items.map((item) => ({ ...item })) })
  }
  const find = (uid: string): UploaderItem | undefined => items.find((item) => item.uid === uid)
  const replace = (next: UploaderItem): void => {
    items = items.map((item) => (item.uid === next.uid ? next : item))
  }
  const cancel = (uid: string): void => {
    const run = runs.get(uid)
    // Forgotten first, so that its last word, `cancelled`, finds nobody.
    runs.delete(uid)
    moved.delete(uid)
    run?.task?.cancel()
  }

  function follow(uid: string, run: Run, state: UploadState): void {
    const item = find(uid)
    if (!item || runs.get(uid) !== run) return
    const next = withState(item, state, owner.settings().locale)
    replace(next)
    if (next.percent !== item.percent) moved.add(uid)
    if (next.status === item.status) {
      if (next.percent !== item.percent) owner.onChange('soon')
      return
    }
    changed()
    if (state.phase === 'done') owner.emit('success', { uid, file: state.file })
    if (state.phase === 'failed') {
      owner.emit('fail', { uid, code: state.error.code, ...explain(state.error, owner.settings().locale) })
    }
  }

  function start(chosen: UploaderItem[]): void {
    const { uploader, route, input } = owner.settings()
    const sendable = chosen.filter(({ path }) => path)
    if (!uploader || sendable.length === 0) return
    sendable.forEach((item) => {
      runs.set(item.uid, {})
      replace(started(item))
    })
    changed()
    for (const item of sendable) {
      const run = runs.get(item.uid)
      // A host that hears `change` may take a file out before it is begun.
      if (!run) continue
      run.task = uploader.upload(localFileOf(item), {
        route,
        // A property left unset is null: not an input.
        ...(input === null ? {} : { input }),
        onState: (state) => follow(item.uid, run, state),
      })
      // Its first state was told before there was a task to cancel.
      if (runs.get(item.uid) !== run) run.task.cancel()
    }
  }
  const ready = (): UploaderItem[] => items.filter(({ status }) => status === 'ready')
  const startReady = (): void => {
    if (owner.settings().autoUpload) start(ready())
  }

  return {
    items: () => items,
    startReady,
    bind(list) {
      const merged = reconcile({ items, bound, dropped, started: new Set(runs.keys()) }, list)
      merged.removed.forEach(cancel)
      items = merged.items
      bound = merged.bound
      dropped = merged.dropped
      owner.onChange('now')
      startReady()
    },
    add(files) {
      const added = files.map((file) => itemOf(file, owner.newUid()))
      items = [...items, ...added]
      owner.emit('add', { files: added.map((item) => ({ ...item })) })
      const { autoUpload, uploader } = owner.settings()
      if (autoUpload && uploader) start(ready())
      else changed()
    },
    upload: () => start(ready()),
    retry(uid) {
      const item = find(uid)
      if (item?.status !== 'failed') return
      owner.emit('retry', { uid })
      start([item])
    },
    remove(uid) {
      const item = find(uid)
      if (!item) return
      cancel(uid)
      items = items.filter((other) => other.uid !== uid)
      dropped = new Set([...dropped, uid])
      owner.emit('remove', { uid, file: { ...item } })
      changed()
    },
    clear() {
      if (items.length === 0) return
      const uids = items.map(({ uid }) => uid)
      uids.forEach(cancel)
      dropped = new Set([...dropped, ...uids])
      items = []
      changed()
    },
    tellProgress() {
      const uids = [...moved]
      moved.clear()
      for (const uid of uids) {
        const item = find(uid)
        if (item) owner.emit('progress', { uid, percent: item.percent ?? 0 })
      }
    },
    stop: () => [...runs.keys()].forEach(cancel),
  }
}

const localFileOf = ({ path = '', name, size }: UploaderItem): LocalFile => ({
  path,
  ...(name ? { name } : {}),
  ...(size === undefined ? {} : { size }),
})
