import type { ErrorCode, PickedFile, StoredFile } from '../../uploader/wx/index'
import type { UploaderItem } from './item'

/** The component's events and their details: plain data throughout. */
export interface UploaderEvents {
  /** Files were picked and taken into the list. */
  add: { files: UploaderItem[] }
  /** The list has other members, another order, or one of them another status. Bind it back as `file-list`. */
  change: { fileList: UploaderItem[] }
  /** At most six times a second for each file. `speed`: bytes a second, 0 where unknown. */
  progress: { uid: string; percent: number; speed: number }
  success: { uid: string; file: StoredFile }
  /** Without `uid`, nothing could be picked. `message` is for the user, `hint` for the developer. */
  fail: { uid?: string; code: ErrorCode; message: string; hint: string }
  remove: { uid: string; file: UploaderItem }
  /** Picked, but over `max-size`; the others are taken all the same. */
  oversize: { files: PickedFile[] }
  /** Picked, but over `max-count`. */
  exceed: { files: PickedFile[] }
  /** The user closed the picker. */
  cancel: Record<string, never>
  retry: { uid: string }
  /** A tile was tapped, and the platform's own viewer opens on it. */
  preview: { uid: string; file: UploaderItem }
  /** A tile was tapped, and nothing else came of it: no viewer shows such a file, or `preview` is off. */
  'click-file': { uid: string; file: UploaderItem }
}

export type Emit = <Name extends keyof UploaderEvents>(name: Name, detail: UploaderEvents[Name]) => void
