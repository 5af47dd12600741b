import { formatOfType } from '../formats/media-type'
import type { KindWords, Locale } from './explain'

/** What people call the kinds of `formats/table.ts`, and the families of `accept`. */
const WORDS: Record<string, Record<Locale, string>> = {
  app: { zh: '安装包', en: 'app' },
  word: { zh: '文档', en: 'document' },
  sheet: { zh: '表格', en: 'spreadsheet' },
  slides: { zh: '演示文稿', en: 'presentation' },
  archive: { zh: '压缩包', en: 'archive' },
  picture: { zh: '图片', en: 'picture' },
  sound: { zh: '音频', en: 'sound' },
  video: { zh: '视频', en: 'video' },
  pdf: { zh: 'PDF', en: 'PDF' },
  text: { zh: '文本', en: 'text' },
  data: { zh: '数据文件', en: 'data' },
  page: { zh: '网页', en: 'web page' },
  contact: { zh: '联系人', en: 'contact' },
  calendar: { zh: '日历', en: 'calendar' },
  track: { zh: '轨迹', en: 'track' },
  mail: { zh: '邮件', en: 'mail' },
  book: { zh: '电子书', en: 'book' },
  drawing: { zh: '图纸', en: 'drawing' },
  model: { zh: '三维模型', en: '3D model' },
  font: { zh: '字体', en: 'font' },
  design: { zh: '设计稿', en: 'design' },
  program: { zh: '程序', en: 'program' },
  file: { zh: '未知文件', en: 'unknown file' },
  '*': { zh: '任何文件', en: 'any file' },
}

const FAMILIES: Record<string, string> = { image: 'picture', audio: 'sound' }

/** `image/png` and `image/*` → `图片`; a type that is not in the table stays as it is. */
function kindWord(type: string, locale: Locale): string {
  const [family = ''] = type.split('/*')
  const kind = formatOfType(type)?.kind ?? FAMILIES[family] ?? family
  return WORDS[kind]?.[locale] ?? type
}

const wordsFor = (types: string, locale: Locale): string =>
  [...new Set(types.split(', ').map((type) => kindWord(type, locale)))].join(locale === 'zh' ? '、' : ', ')

/** Puts the media types of an error into words. One kind of picture that calls itself another keeps its media type. */
export const kindWords =
  (locale: Locale): KindWords =>
  (params = {}) => {
    const words = { ...params }
    for (const name of TYPES) if (params[name]) words[name] = wordsFor(`${params[name]}`, locale)
    return words.type === words.declaredType ? params : words
  }

/** The params that hold media types. */
const TYPES = ['type', 'declaredType', 'accept']
