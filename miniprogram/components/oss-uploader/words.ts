import type { Locale, PickedFile, PickOptions, UploadState } from '../../uploader/wx/index'

export type Accept = NonNullable<PickOptions['accept']>

type Pause = Extract<UploadState, { phase: 'paused' }>['by']

/** The component's own few words; those of failures come from the uploader. */
export interface OwnWords {
  add: Record<Accept, string>
  /** Beneath the empty list's words. */
  limit(maxCount: number): string
  kind: Record<PickedFile['kind'], string>
  waiting: string
  paused: Record<Pause, string>
  ready: string
  uploading: string
  done: string
  failed: string
  preview: string
  retry: string
  remove: string
  exceed(maxCount: number): string
  /** Between the parts of a spoken label. */
  comma: string
}

const ZH: OwnWords = {
  add: { image: '添加照片', video: '添加视频', media: '添加照片或视频', file: '从聊天中选择文件' },
  limit: (maxCount) => `最多 ${maxCount} 个`,
  kind: { image: '照片', video: '视频', file: '文件' },
  waiting: '等待中',
  paused: { user: '已暂停', background: '回到小程序后继续', offline: '等待网络' },
  ready: '待上传',
  uploading: '上传中',
  done: '已上传',
  failed: '上传失败',
  preview: '轻点查看',
  retry: '重试',
  remove: '删除',
  exceed: (maxCount) => `最多 ${maxCount} 个，多选的没有添加`,
  comma: '，',
}

const EN: OwnWords = {
  add: { image: 'Add photos', video: 'Add videos', media: 'Add photos or videos', file: 'Choose files from a chat' },
  limit: (maxCount) => `Up to ${maxCount}`,
  kind: { image: 'Photo', video: 'Video', file: 'File' },
  waiting: 'Waiting',
  paused: { user: 'Paused', background: 'Continues when you return', offline: 'Waiting for network' },
  ready: 'Not uploaded yet',
  uploading: 'Uploading',
  done: 'Uploaded',
  failed: 'Failed',
  preview: 'Tap to view',
  retry: 'Retry',
  remove: 'Remove',
  exceed: (maxCount) => `Up to ${maxCount}: the rest were not added`,
  comma: ', ',
}

export const wordsIn = (locale: Locale): OwnWords => (locale === 'zh' ? ZH : EN)

/** `language` as the platform gives it: `zh_CN`, `zh_TW`, `en` … Chinese where nothing is known. */
export function localeOf(wanted: string, language: string | undefined): Locale {
  return /^zh|^$/i.test(wanted || language || '') ? 'zh' : 'en'
}
