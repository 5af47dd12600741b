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
  close: string
  developer: string
  startServer: string
}

export const UPLOAD_WORDS: Record<Locale, UploadWords> = {
  zh: {
    title: '上传组件',
    intro: '长按照片可以拖动排序，轻点查看大图。',
    photos: '照片',
    video: '视频',
    files: '文件',
    pause: '暂停',
    resume: '继续',
    clear: '清空',
    addresses: '文件地址',
    none: '上传完成后，地址会出现在这里',
    copy: '复制',
    copied: '已复制',
    close: '关闭',
    developer: '给开发者',
    startServer: '在电脑上运行 npm start，并核对 app.ts 里的 SERVER。',
  },
  en: {
    title: 'The component',
    intro: 'Hold a photo to drag it elsewhere, tap it to see it large.',
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
    close: 'Close',
    developer: 'For the developer',
    startServer: 'Run npm start on the computer, and check SERVER in app.ts.',
  },
}
