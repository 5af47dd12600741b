import type { PickOptions, RouteTypes, Uploader } from '../../uploader/wx/index'
import type { BoundItem } from './list/bound-item'
import type { BeforeUpload } from './picking/before-upload'

export type Accept = NonNullable<PickOptions['accept']>

/** What a form submits for each stored file. */
export type ValueType = 'key' | 'url'

/** The properties that a page sets, with their defaults. */
export const PROPERTIES = {
  /** The list, which the page controls: bind the list that `change` gives. A `url` is enough for an item. */
  fileList: { type: Array, value: [] as BoundItem[] },
  /** The name of a route in the backend's `routes.ts`. */
  route: { type: String, value: '' },
  /** The input that this route asks for. */
  input: { type: null, value: null as unknown },
  /** What `createUploader` returns. The type is `null`, because a typed property cannot carry functions. */
  uploader: { type: null, value: null as Uploader<RouteTypes> | null },
  /** How many files there may be. */
  maxCount: { type: Number, value: 9 },
  /** Bytes, after compression. 0: only the limit of the route applies. */
  maxSize: { type: Number, value: 0 },
  /** `image`, `video`, `media` (see `media-type`) or `file` (a file of a chat). */
  accept: { type: String, value: 'image' as Accept },
  /** Files are picked from the album, or taken by the camera. */
  sourceType: { type: Array, value: ['album', 'camera'] as NonNullable<PickOptions['sourceType']> },
  /** Originals, or copies that WeChat compresses. */
  sizeType: { type: Array, value: ['original', 'compressed'] as NonNullable<PickOptions['sizeType']> },
  /** What `accept="media"` accepts. */
  mediaType: { type: Array, value: ['image', 'video'] as ('image' | 'video')[] },
  /** The longest video that the camera records, in seconds: 3–60. */
  maxDuration: { type: Number, value: 60 },
  /** The camera that opens first: `back` or `front`. */
  camera: { type: String, value: 'back' as NonNullable<PickOptions['camera']> },
  /** The extensions of chat files that can be picked, without dots. Empty: all. */
  extension: { type: Array, value: [] as string[] },
  /** `false`: one file can be picked at a time. */
  multiple: { type: Boolean, value: true },
  /** The list is shown, but the user cannot change it. Uploads that are under way continue. */
  disabled: { type: Boolean, value: false },
  /** The list is only shown: there is no tile that adds files, and files cannot be removed. */
  readonly: { type: Boolean, value: false },
  /** Files can be removed, except for an item whose own `deletable` is `false`. */
  deletable: { type: Boolean, value: true },
  /** A tap on a tile opens the platform's viewer. `false`: a tap only emits `click-file`. */
  preview: { type: Boolean, value: true },
  /** Tiles in a row. 1: a list with names and sizes. 0: as many as fit, each `--oss-uploader-size` wide. */
  columns: { type: Number, value: 3 },
  /** The user can drag a tile after a long press. Buttons do the same in a list, and for assistive technology. */
  draggable: { type: Boolean, value: false },
  /** Uploads start as soon as files are picked. `false`: they start when `upload()` is called. */
  autoUpload: { type: Boolean, value: true },
  /** Offers to resume the big files of this route whose upload was not finished in an earlier run of the app. */
  offerUnfinished: { type: Boolean, value: true },
  /** Refuses, renames or replaces a picked file: see `picking/before-upload.ts`. The type is `null`, because it is a function. */
  beforeUpload: { type: null, value: null as BeforeUpload | null },
  /** Compresses JPEG photos before they are added. A photo that would not become smaller stays as it is. */
  compress: { type: Boolean, value: false },
  /** From 0 to 100. */
  compressQuality: { type: Number, value: 80 },
  /** The name of the field in a form. */
  name: { type: String, value: '' },
  /** What a form submits for each stored file: `key` or `url`. */
  valueType: { type: String, value: 'key' as ValueType },
  /** The value of the field. The component writes it if it has a `name`. If the page sets it, it becomes the list. */
  value: { type: Array, value: [] as string[] },
  /** The slot `trigger` replaces the tile that adds files. */
  useTriggerSlot: { type: Boolean, value: false },
  /** The slots `tile-<uid>` lie over the tiles. */
  useTileSlot: { type: Boolean, value: false },
  /** `zh` or `en`. Empty: the language of WeChat. */
  locale: { type: String, value: '' },
}

export type Properties = { [Name in keyof typeof PROPERTIES]: (typeof PROPERTIES)[Name]['value'] }

/**
 * The uploader, if it has its functions: a template drops those that an app has wrapped in async functions, and the
 * property takes a value of any type.
 */
export const uploaderOf = ({ uploader }: Pick<Properties, 'uploader'>): Properties['uploader'] =>
  (['pick', 'prepare', 'upload', 'resume', 'unfinished', 'discard'] as const).every(
    (name) => typeof uploader?.[name] === 'function',
  )
    ? uploader
    : null

/** The user can change neither the list nor its uploads. */
export const isFixed = ({ disabled, readonly }: Pick<Properties, 'disabled' | 'readonly'>): boolean =>
  disabled || readonly
