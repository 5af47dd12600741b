import type { ComponentAccess } from '../component'
import type { UploaderItem } from '../item'
import { moveItem, removeItem, resumeUploads, retryNow, retryUpload } from '../list/list-effects'
import { itemIn, uidsOf } from '../list/list-state'
import type { UploadList } from '../list/upload-list'
import { isFixed } from '../properties'
import type { TileIds } from '../view/tile-ids'
import { openPreview, previewOf } from './preview'
import { tapOn } from './tap'

/** What the user does with one tile. */
export interface TileActions {
  tap(id: string): void
  remove(id: string): void
  moveTo(id: string, to: number): void
  /** @param by -1: one place earlier, 1: one place later */
  moveBy(id: string, by: number): void
}

export function tileActions(
  component: ComponentAccess,
  list: UploadList,
  ids: TileIds,
  clearNotice: () => void,
): TileActions {
  const uidOf = (id: string): string => ids.uid(id) ?? ''

  function view(item: UploaderItem): void {
    const preview = component.properties().preview ? previewOf(list.state.items, item.uid) : undefined
    component.emit(preview ? 'preview' : 'click-file', { uid: item.uid, file: { ...item } })
    if (preview) openPreview(preview)
  }

  return {
    tap(id) {
      const item = itemIn(list.state, uidOf(id))
      if (!item) return
      const tap = tapOn(item, isFixed(component.properties()))
      clearNotice()
      if (tap === 'retry') retryUpload(list, item.uid)
      else if (tap === 'retryNow') retryNow(list, item.uid)
      else if (tap === 'resume') resumeUploads(list, item.uid)
      else view(item)
    },

    remove(id) {
      clearNotice()
      removeItem(list, uidOf(id))
    },

    moveTo: (id, to) => moveItem(list, uidOf(id), to),

    moveBy(id, by) {
      const from = uidsOf(list.state.items).indexOf(uidOf(id))
      moveItem(list, uidOf(id), from + by)
    },
  }
}
