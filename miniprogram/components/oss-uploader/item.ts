import type { ErrorCode, PickedFile, UploadState } from '../../uploader/wx/index'

/** `preparing`: it was picked, and is compressed or shown to `before-upload` before it is uploaded. */
export type ItemStatus = 'preparing' | 'ready' | 'uploading' | 'paused' | 'done' | 'failed'

/** Why an upload is paused. */
export type PausedBy = Extract<UploadState, { phase: 'paused' }>['by']

/** One file of `file-list`. It is plain data, so a page may keep it in its data or in storage. */
export interface UploaderItem {
  /** Names the item in every event. It must be unique in the list. */
  uid: string
  /** Local path of the file to upload. The picture is shown from it as long as the file exists. */
  path?: string
  /** URL of the stored file. */
  url?: string
  /** Object key of the stored file. */
  key?: string
  name?: string
  /** Bytes. */
  size?: number
  /** Media type of the stored file. It decides what the tile looks like; without it, the extension does. */
  type?: string
  kind: PickedFile['kind']
  /** Path or URL of a picture that stands for a video or a file. */
  thumb?: string
  /** Length of a video or a sound in seconds. */
  duration?: number
  status: ItemStatus
  /**
   * The step of an `uploading` item. `confirming`: all bytes are sent, and the backend checks that they are stored.
   * `retrying`: it waits after a temporary failure, until `retryAt` or a tap.
   */
  phase?: 'waiting' | 'sending' | 'confirming' | 'retrying'
  /** When a `retrying` item tries again, ms since 1970 by this device's clock. */
  retryAt?: number
  /** Set while the status is `paused`. */
  pausedBy?: PausedBy
  /** 0–100, whole. */
  percent?: number
  /** Why it failed, in words for the user. */
  message?: string
  /** Why it failed, in words for the developer. */
  hint?: string
  code?: ErrorCode
  /** `false`: the user cannot remove this item. */
  deletable?: boolean
}
