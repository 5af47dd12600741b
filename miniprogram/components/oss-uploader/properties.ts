import type { PickOptions, RouteTypes, Uploader } from '../../uploader/wx/index'
import type { BoundItem } from './list/bound-item'
import type { ValueType } from './list/form-field'
import type { BeforeUpload } from './picking/before-upload'
import type { Accept } from './words/words'

/** What a host sets, with the defaults. */
export const PROPERTIES = {
  /** Controlled: bind what `change` gives. An item needs no more than a `url`. */
  fileList: { type: Array, value: [] as BoundItem[] },
  /** A name of the backend's `routes.ts`. */
  route: { type: String, value: '' },
  /** What that route asks for. */
  input: { type: null, value: null as unknown },
  /** What `createUploader` returns. `null` as type, because a typed property cannot carry functions. */
  uploader: { type: null, value: null as Uploader<RouteTypes> | null },
  maxCount: { type: Number, value: 9 },
  /** Bytes, after compressing; 0 = the route's own limit alone. */
  maxSize: { type: Number, value: 0 },
  /** `image`, `video`, `media` (see `media-type`) or `file` (from a chat). */
  accept: { type: String, value: 'image' as Accept },
  sourceType: { type: Array, value: ['album', 'camera'] as NonNullable<PickOptions['sourceType']> },
  sizeType: { type: Array, value: ['original', 'compressed'] as NonNullable<PickOptions['sizeType']> },
  /** Of `accept="media"`: which. */
  mediaType: { type: Array, value: ['image', 'video'] as ('image' | 'video')[] },
  /** Of a video from the camera, seconds: 3–60. */
  maxDuration: { type: Number, value: 60 },
  camera: { type: String, value: 'back' as NonNullable<PickOptions['camera']> },
  /** Of chat files, without dots. Empty: all. */
  extension: { type: Array, value: [] as string[] },
  /** `false`: one at a time. */
  multiple: { type: Boolean, value: true },
  /** Shown, but not to be tapped; what is under way goes on. */
  disabled: { type: Boolean, value: false },
  /** Only shows: no tile to add, none to remove. */
  readonly: { type: Boolean, value: false },
  /** An item's own `deletable: false` goes before it. */
  deletable: { type: Boolean, value: true },
  /** A tap on a tile opens the platform's viewer; else it is `click-file` alone. */
  preview: { type: Boolean, value: true },
  /** Tiles in a row. 1 = a list with names and sizes; 0 = as many as fit, each `--oss-uploader-size` wide. */
  columns: { type: Number, value: 3 },
  /** Held, a tile can be carried to another place; buttons do the same for assistive technology, and in a list. */
  draggable: { type: Boolean, value: false },
  /** Uploads what is picked at once; else at `upload()`. */
  autoUpload: { type: Boolean, value: true },
  /** Offers to go on with big files of this route that an earlier visit left unfinished. */
  offerUnfinished: { type: Boolean, value: true },
  /** Refuses, renames or replaces a picked file: see `before-upload.ts`. `null` as type: a function. */
  beforeUpload: { type: null, value: null as BeforeUpload | null },
  /** Makes JPEG photos smaller before they enter the list, where that makes them smaller. */
  compress: { type: Boolean, value: false },
  /** 0–100 */
  compressQuality: { type: Number, value: 80 },
  /** In a form: the field's name. */
  name: { type: String, value: '' },
  /** In a form: what stands for each stored file, `key` or `url`. */
  valueType: { type: String, value: 'key' as ValueType },
  /** Of the stored files, written by the component where it has a `name`. Set, it becomes the list. */
  value: { type: Array, value: [] as string[] },
  /** The slot `trigger` stands in place of the tile that adds. */
  useTriggerSlot: { type: Boolean, value: false },
  /** The slots `tile-<uid>` lie over the tiles. */
  useTileSlot: { type: Boolean, value: false },
  /** `zh` or `en`; else WeChat's own language. */
  locale: { type: String, value: '' },
}

export type Properties = { [Name in keyof typeof PROPERTIES]: (typeof PROPERTIES)[Name]['value'] }
