import type { UnfinishedUpload, Uploader, UploadState, UploadTask } from '../../../miniprogram/uploader/browser/index'
import { isEnded } from '../../../miniprogram/uploader/core/task/state'
import type { Routes } from '../../../server/routes'
import type { Chosen } from './dropped-files'
import { routeOf } from './route-of'

/** One file of the list. */
export interface Item {
  readonly id: number
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Media type. */
  readonly type: string
  /** Absent of one that an earlier visit began. */
  readonly file?: File
  readonly task: UploadTask
  readonly state: UploadState
}

/** The list: what was added and has not been removed, in order. */
export interface Uploads {
  items(): readonly Item[]
  add(chosen: readonly Chosen[]): void
  goOn(unfinished: UnfinishedUpload): Item
  /** @param chosen the file, chosen again */
  retry(item: Item, chosen?: Chosen): void
  remove(item: Item): void
  removeEnded(): void
}

type Begin = (onState: (state: UploadState) => void, chosen?: Chosen) => UploadTask

interface Kept extends Item {
  begin: Begin
  task: UploadTask
  state: UploadState
}

/** @param onChange of an item: it is new, its state is another, or it is gone */
export function uploads(uploader: Uploader<Routes>, onChange: (item: Item) => void): Uploads {
  let items: Kept[] = []
  let lastId = 0

  /** Begins it and answers how it stands; it has no item to tell of until then. */
  const begun = (begin: Begin, item: () => Kept | undefined, chosen?: Chosen): Pick<Kept, 'task' | 'state'> => {
    const task = begin((state) => {
      const told = item()
      if (!told) return
      told.state = state
      onChange(told)
    }, chosen)
    return { task, state: task.state() }
  }
  const start = (facts: Pick<Kept, 'name' | 'size' | 'type' | 'file' | 'begin'>): Item => {
    lastId += 1
    let item: Kept | undefined
    item = { ...facts, id: lastId, ...begun(facts.begin, () => item) }
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
        const begin: Begin = (onState, { file, handle } = first) =>
          uploader.upload(handle ?? file, { route: routeOf(type), onState })
        start({ name, size, type, file: first.file, begin })
      }
    },
    goOn({ id, name = '', size, type }) {
      const begin: Begin = (onState, chosen) =>
        uploader.resume(id, { onState, ...(chosen ? { file: chosen.handle ?? chosen.file } : {}) })
      return start({ name, size, type, begin })
    },
    retry(item, chosen) {
      const again = item as Kept
      Object.assign(
        again,
        begun(again.begin, () => again, chosen),
      )
      onChange(again)
    },
    remove: (item) => remove([item]),
    removeEnded: () => remove(items.filter(({ state }) => isEnded(state))),
  }
}
