import type { UploaderEvents } from '../../miniprogram/components/oss-uploader/events'
import type { PROPERTIES } from '../../miniprogram/components/oss-uploader/properties'

/** The comments of `properties.ts` in Chinese. */
export const PROPERTIES_ZH: Readonly<Record<keyof typeof PROPERTIES, string>> = {
  fileList: '文件列表，由页面控制：请绑定 `change` 给出的列表。每一项只有 `url` 也可以。',
  route: '后端 `routes.ts` 中某个路由的名称。',
  input: '该路由要求的输入。',
  uploader: '`createUploader` 返回的对象。属性类型为 `null`，因为有类型的属性不能携带函数。',
  maxCount: '最多可以有多少个文件。',
  maxSize: '压缩之后的字节数。0：只受路由限制。',
  accept: '`image`、`video`、`media`（见 `media-type`）或 `file`（聊天中的文件）。',
  sourceType: '从相册选择，或者拍摄。',
  sizeType: '原图，或者压缩图。',
  mediaType: '`accept="media"` 接受什么。',
  maxDuration: '拍摄视频的最长时长，单位为秒：3 到 60。',
  camera: '拍摄时先使用的摄像头：`back` 或 `front`。',
  extension: '可以选择的聊天文件的扩展名，不带点。空：全部。',
  multiple: '`false`：每次只能选择一个文件。',
  disabled: '显示列表，但用户不能更改。正在进行的上传会继续。',
  readonly: '只显示列表：没有添加按钮，也不能删除。',
  deletable: '可以删除文件，除非某一项自己的 `deletable` 为 `false`。',
  preview: '点击缩略图打开平台的预览。`false`：点击只触发 `click-file`。',
  columns: '每行的缩略图数量。1：带名称和大小的列表。0：能放下多少就放多少，每个宽 `--oss-uploader-size`。',
  draggable: '长按后可以拖动缩略图。在列表中以及对辅助功能，用按钮完成同样的操作。',
  autoUpload: '选择文件后立即上传。`false`：调用 `upload()` 时才开始。',
  offerUnfinished: '提供继续上传：上次运行时没有完成的、属于该路由的大文件。',
  beforeUpload: '拒绝、重命名或替换选择的文件，见 `picking/before-upload.ts`。类型为 `null`，因为它是函数。',
  compress: '添加之前压缩 JPEG 照片。压缩后不会变小的照片保持不变。',
  compressQuality: '0 到 100。',
  name: '在表单中的字段名。',
  valueType: '表单为每个已存储的文件提交什么：`key` 或 `url`。',
  value: '字段的值。有 `name` 时由组件写入；页面设置它时，它成为列表。',
  useTriggerSlot: '用插槽 `trigger` 代替添加按钮。',
  useTileSlot: '插槽 `tile-<uid>` 覆盖在缩略图上。',
  locale: '`zh` 或 `en`。空：使用微信的语言。',
}

/** The comments of `events.ts` in Chinese. */
export const EVENTS_ZH: Readonly<Record<keyof UploaderEvents, string>> = {
  add: '选择的文件已被接受：等待上传，或者立即开始上传。',
  change: '列表的项、顺序或某一项的状态有变化。请把列表绑定回 `file-list`。',
  busy: '开始或结束选择、处理、上传文件。为 `true` 时不应提交表单。',
  progress: '每个文件每秒最多触发六次。`speed`：每秒字节数，未知时为 0。',
  success: '文件已存储，并且后端已确认。',
  fail: '没有 `uid` 时是选择失败。`message` 给用户，`hint` 给开发者。',
  remove: '用户删除了一项。',
  oversize: '这些选择的文件超过 `max-size`。其余的照常添加。',
  exceed: '这些选择的文件超过 `max-count`。',
  cancel: '用户关闭了选择器。',
  retry: '用户点击了失败的缩略图，上传重新开始。',
  preview: '点击了缩略图，平台的预览打开它。',
  'click-file': '点击了缩略图，但没有打开预览：平台不能预览这个文件，或者 `preview` 已关闭。',
}
