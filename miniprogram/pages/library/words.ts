import type { Locale } from '../../uploader/wx/index'

export interface LibraryWords {
  title: string
  intro: string
  choose: string
  sending: string
  results: string
  none: string
  copy: string
  copied: string
}

export const LIBRARY_WORDS: Record<Locale, LibraryWords> = {
  zh: {
    title: '只用库',
    intro: '不使用组件：页面自己的按钮，加上这几行代码。',
    choose: '选择照片并上传',
    sending: '上传中',
    results: '结果',
    none: '选择照片后，地址会显示在这里',
    copy: '复制',
    copied: '已复制',
  },
  en: {
    title: 'The library alone',
    intro: 'Without the component: the page’s own button, and these few lines.',
    choose: 'Pick photos and upload',
    sending: 'Uploading',
    results: 'Results',
    none: 'Pick some photos. Their addresses appear here.',
    copy: 'Copy',
    copied: 'Copied',
  },
}
