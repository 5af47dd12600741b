import type { Locale } from '../../uploader/wx/index'

export interface UploadWords {
  title: string
  intro: string
  photos: string
  video: string
  files: string
  pause: string
  resume: string
  clear: string
  addresses: string
  none: string
  copy: string
  copied: string
  linkCopied: string
  close: string
  developer: string
  startServer: string
}

export const UPLOAD_WORDS: Record<Locale, UploadWords> = {
  zh: {
    title: '上传组件',
    intro: '长按照片可拖动排序，点击查看大图。',
    photos: '照片',
    video: '视频',
    files: '文件',
    pause: '暂停',
    resume: '继续',
    clear: '清空',
    addresses: '文件地址',
    none: '上传完成后，地址会显示在这里',
    copy: '复制',
    copied: '已复制',
    linkCopied: '链接已复制',
    close: '关闭',
    developer: '开发者提示',
    startServer: '请在电脑上运行 npm start，并检查 app.ts 中的 SERVER。',
  },
  en: {
    title: 'The component',
    intro: 'Press and hold a photo to drag it. Tap it to view it.',
    photos: 'Photos',
    video: 'Video',
    files: 'Files',
    pause: 'Pause',
    resume: 'Resume',
    clear: 'Clear',
    addresses: 'Addresses',
    none: 'Addresses appear here when uploads are done',
    copy: 'Copy',
    copied: 'Copied',
    linkCopied: 'Link copied',
    close: 'Close',
    developer: 'For developers',
    startServer: 'Run npm start on your computer, and check SERVER in app.ts.',
  },
}
