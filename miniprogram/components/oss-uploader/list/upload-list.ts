import type { Locale, RouteTypes, Uploader } from '../../../uploader/wx/index'
import type { Emit } from '../events'
import type { UploaderItem } from '../item'
import type { UploadRuns } from '../uploads/upload-runs'
import { isUnderWay } from './items'
import type { ListState } from './list-state'

/** What a list needs from its component. */
export interface ListOwner {
  /** Read at each use, because a host may set properties late. */
  settings(): {
    uploader: Uploader<RouteTypes> | null
    route: string
    input: unknown
    locale: Locale
    autoUpload: boolean
  }
  newUid(): string
  /** ms */
  now(): number
  /** Runs `act` after the host has finished its present work. */
  later(act: () => void): void
  /** Does nothing once the component is gone. */
  emit: Emit
  /** The list looks different now. */
  onChange(): void
  /** Brings the value of the form field up to date, at once. */
  setValue(): void
  /** Whether the picker is open, or its files are prepared. */
  isPicking(): boolean
  /** Prepares items that an earlier component has shown as `preparing`. */
  prepare(items: UploaderItem[]): void
}

/** The list and the state of its uploads. The functions of `list-effects.ts` and `list-uploads.ts` work on it. */
export interface UploadList extends ListOwner {
  readonly runs: UploadRuns
  state: ListState
  /** The uids whose percent has changed since `progress` was last emitted. */
  readonly moved: Set<string>
  /** The uids of the items that are prepared in this component. */
  readonly preparing: Set<string>
  /** As `busy` was last emitted. */
  isBusy: boolean
  /** The component is gone: no event is emitted any more. */
  isDetached: boolean
}

/** Repaints the list, and emits `change` with a copy of it. A form that is submitted then has the new value. */
export function emitChange(list: UploadList): void {
  list.onChange()
  if (!list.isDetached) list.setValue()
  list.emit('change', { fileList: list.state.items.map((item) => ({ ...item })) })
  emitBusy(list)
}

/** Emits `busy` if that has changed. */
export function emitBusy(list: UploadList): void {
  const isBusy = list.isPicking() || list.state.items.some((item) => item.status === 'preparing' || isUnderWay(item))
  if (isBusy === list.isBusy) return
  list.isBusy = isBusy
  list.emit('busy', { isBusy })
}
