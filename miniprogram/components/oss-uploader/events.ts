import type { ErrorCode, PickedFile, StoredFile } from '../../uploader/wx/index'
import type { UploaderItem } from './item'

/** The component's events and their details: plain data throughout. */
export interface UploaderEvents {
  /** Files were picked and taken into the list. */
  add: { files: UploaderItem[] }
  /** The list has other members, or one of them another status. Bind it back as `file-list`. */
  change: { fileList: UploaderItem[] }
  /** At most once in 150 ms for each file. */
  progress: { uid: string; percent: number }
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
  'click-file': { uid: string }
}

export type Emit = <Name extends keyof UploaderEvents>(name: Name, detail: UploaderEvents[Name]) => void
