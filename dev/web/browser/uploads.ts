import type { UnfinishedUpload, Uploader, UploadState, UploadTask } from '../../../miniprogram/uploader/browser/index'
import { isEnded } from '../../../miniprogram/uploader/core/task/state'
import type { Routes } from '../../../server/routes'
import type { Chosen } from './drop/dropped-files'
import { routeOf } from './route-of'

/** One file of the list. */
export interface Item {
  readonly id: number
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Media type. */
  readonly type: string
  /** Missing if an earlier visit started the upload. */
  readonly file?: File
  readonly task: UploadTask
  readonly state: UploadState
}

/** The uploads of the list, in order. */
export interface Uploads {
  items(): readonly Item[]
  add(chosen: readonly Chosen[]): void
  resume(unfinished: UnfinishedUpload): Item
  /** @param chosen the file, if it was chosen again */
  retry(item: Item, chosen?: Chosen): void
  remove(item: Item): void
  removeEnded(): void
}

type StartUpload = (onState: (state: UploadState) => void, chosen?: Chosen) => UploadTask

interface MutableItem extends Item {
  startUpload: StartUpload
  task: UploadTask
  state: UploadState
}

/** @param onChange called when an item is added or removed, or its state changes */
export function createUploads(uploader: Uploader<Routes>, onChange: (item: Item) => void): Uploads {
  let items: MutableItem[] = []
  let lastId = 0

  /** Starts the upload. `itemOf` returns undefined until the item exists. */
  const run = (
    startUpload: StartUpload,
    itemOf: () => MutableItem | undefined,
    chosen?: Chosen,
  ): Pick<MutableItem, 'task' | 'state'> => {
    const task = startUpload((state) => {
      const item = itemOf()
      if (!item) return
      item.state = state
      onChange(item)
    }, chosen)
    return { task, state: task.state() }
  }
  const addItem = (facts: Pick<MutableItem, 'name' | 'size' | 'type' | 'file' | 'startUpload'>): Item => {
    lastId += 1
    let item: MutableItem | undefined
    item = { ...facts, id: lastId, ...run(facts.startUpload, () => item) }
    items = [...items, item]
    onChange(item)
    return item
  }
  const remove = (gone: readonly Item[]): void => {
    items = items.filter((item) => !gone.includes(item))
    for (const item of gone) onChange(item)
  }
  return {
    items: () => items,
    add(chosen) {
      for (const first of chosen) {
        const { name, size, type } = first.file
        const startUpload: StartUpload = (onState, { file, handle } = first) =>
          uploader.upload(handle ?? file, { route: routeOf(type), onState })
        addItem({ name, size, type, file: first.file, startUpload })
      }
    },
    resume({ id, name = '', size, type }) {
      const startUpload: StartUpload = (onState, chosen) =>
        uploader.resume(id, { onState, ...(chosen ? { file: chosen.handle ?? chosen.file } : {}) })
      return addItem({ name, size, type, startUpload })
    },
    retry(item, chosen) {
      const retried = item as MutableItem
      Object.assign(
        retried,
        run(retried.startUpload, () => retried, chosen),
      )
      onChange(retried)
    },
    remove: (item) => remove([item]),
    removeEnded: () => remove(items.filter(({ state }) => isEnded(state))),
  }
}
