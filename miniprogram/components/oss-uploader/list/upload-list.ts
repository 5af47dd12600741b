import type { Locale, RouteTypes, Uploader } from '../../../uploader/wx/index'
import type { Emit } from '../events'
import type { UploadRuns } from '../uploads/upload-runs'
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
}

/** The list and the state of its uploads. The functions of `list-effects.ts` and `list-uploads.ts` work on it. */
export interface UploadList extends ListOwner {
  readonly runs: UploadRuns
  state: ListState
  /** The uids whose percent has changed since `progress` was last emitted. */
  readonly moved: Set<string>
  /** The component is gone: no event is emitted any more. */
  isDetached: boolean
}

/** Repaints the list, and emits `change` with a copy of it. */
export function emitChange(list: UploadList): void {
  list.onChange()
  list.emit('change', { fileList: list.state.items.map((item) => ({ ...item })) })
}
