import type { Locale } from '../../uploader/wx/index'

export interface PageWords {
  title: string
  intro: string
  addresses: string
  none: string
  copy: string
  copied: string
  close: string
  startServer: string
}

export const PAGE_WORDS: Record<Locale, PageWords> = {
  zh: {
    title: '上传照片',
    intro: '照片直接上传到 OSS，不经过服务器。',
    addresses: '文件地址',
    none: '上传完成后，地址会出现在这里',
    copy: '复制',
    copied: '已复制',
    close: '关闭',
    startServer: '在电脑上运行 npm start，并核对 app.ts 里的 SERVER。',
  },
  en: {
    title: 'Upload photos',
    intro: 'Photos go straight to OSS, not through the server.',
    addresses: 'Addresses',
    none: 'Addresses appear here when uploads are done',
    copy: 'Copy',
    copied: 'Copied',
    close: 'Close',
    startServer: 'Run npm start on the computer, and check SERVER in app.ts.',
  },
}
