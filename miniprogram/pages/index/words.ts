import type { Locale } from '../../uploader/wx/index'

export interface IndexWords {
  title: string
  intro: string
  /** In the order of the pages in `app.json`. */
  links: { page: string; title: string; note: string }[]
}

export const INDEX_WORDS: Record<Locale, IndexWords> = {
  zh: {
    title: '直传 OSS',
    intro: '照片、视频和文件从小程序直接上传到存储空间，不经过应用服务器。',
    links: [
      { page: 'upload', title: '上传组件', note: '一个标签包含选择、进度、排序、预览和重试' },
      { page: 'library', title: '只用库', note: '二十行代码：选择、上传、获取地址' },
      { page: 'form', title: '表单', note: '文字和照片一起提交' },
    ],
  },
  en: {
    title: 'Straight to OSS',
    intro: 'The mini-program uploads photos, videos and files straight to the bucket, not through a server.',
    links: [
      { page: 'upload', title: 'The component', note: 'Pick, progress, reorder, preview and retry in one tag' },
      { page: 'library', title: 'The library alone', note: 'Twenty lines: pick, upload, get the URL' },
      { page: 'form', title: 'In a form', note: 'Text and photos, submitted together' },
    ],
  },
}
