import type { PickOptions, RouteTypes, Uploader } from '../../uploader/wx/index'
import type { BoundItem } from './item'
import type { Accept } from './words'

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
  /** Bytes; 0 = the route's own limit alone. */
  maxSize: { type: Number, value: 0 },
  /** `image`, `video`, `media` (both) or `file` (from a chat). */
  accept: { type: String, value: 'image' as Accept },
  sourceType: { type: Array, value: ['album', 'camera'] as NonNullable<PickOptions['sourceType']> },
  sizeType: { type: Array, value: ['original', 'compressed'] as NonNullable<PickOptions['sizeType']> },
  /** Of a video from the camera, seconds: 3–60. */
  maxDuration: { type: Number, value: 60 },
  camera: { type: String, value: 'back' as NonNullable<PickOptions['camera']> },
  /** Of chat files, without dots. Empty: all. */
  extension: { type: Array, value: [] as string[] },
  /** Shown, but not to be tapped; what is under way goes on. */
  disabled: { type: Boolean, value: false },
  /** Only shows: no tile to add, none to remove. */
  readonly: { type: Boolean, value: false },
  deletable: { type: Boolean, value: true },
  /** Uploads what is picked at once; else at `upload()`. */
  autoUpload: { type: Boolean, value: true },
  /** `zh` or `en`; else WeChat's own language. */
  locale: { type: String, value: '' },
}

export interface PickProperties {
  accept: Accept
  sourceType: NonNullable<PickOptions['sourceType']>
  sizeType: NonNullable<PickOptions['sizeType']>
  maxDuration: number
  camera: NonNullable<PickOptions['camera']>
  extension: string[]
}

export const pickOptions = ({
  accept,
  sourceType,
  sizeType,
  maxDuration,
  camera,
  extension,
}: PickProperties): PickOptions => ({
  accept,
  sourceType,
  sizeType,
  maxDuration,
  camera,
  ...(extension.length > 0 ? { extension } : {}),
})
