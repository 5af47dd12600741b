import type { ErrorCode, PickedFile, StoredFile } from '../../uploader/wx/index'
import type { UploaderItem } from './item'

/** The component's events with their details, all of them plain data. */
export interface UploaderEvents {
  /** Picked files were accepted: they wait for their upload, or it starts now. */
  add: { files: UploaderItem[] }
  /** The items, their order or the status of one of them has changed. Bind the list back as `file-list`. */
  change: { fileList: UploaderItem[] }
  /** Picking, preparing or uploading has begun or ended. While `isBusy` is true, a form should not be submitted. */
  busy: { isBusy: boolean }
  /** Emitted at most six times a second for each file. `speed`: bytes a second, 0 if unknown. */
  progress: { uid: string; percent: number; speed: number }
  /** A file is stored, and the backend has confirmed it. */
  success: { uid: string; file: StoredFile }
  /** Without a `uid`, picking failed. `message` is for the user, `hint` for the developer. */
  fail: { uid?: string; code: ErrorCode; message: string; hint: string }
  /** The user removed an item. */
  remove: { uid: string; file: UploaderItem }
  /** These picked files exceed `max-size`. The others are added all the same. */
  oversize: { files: PickedFile[] }
  /** These picked files exceed `max-count`. */
  exceed: { files: PickedFile[] }
  /** The user closed the picker. */
  cancel: Record<string, never>
  /** The user tapped a failed tile, and its upload begins again. */
  retry: { uid: string }
  /** A tile was tapped, and the platform's viewer opens it. */
  preview: { uid: string; file: UploaderItem }
  /** A tile was tapped, and no viewer opens: the platform has none for this file, or `preview` is off. */
  'click-file': { uid: string; file: UploaderItem }
}

export type Emit = <Name extends keyof UploaderEvents>(name: Name, detail: UploaderEvents[Name]) => void
