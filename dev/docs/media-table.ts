import { FORMATS } from '../../miniprogram/uploader/formats/table'
import type { Locale } from '../../miniprogram/uploader/messages/explain'
import { tableOf } from './markdown-table'

const HEAD: Record<Locale, string[]> = {
  zh: ['媒体类型', '扩展名', '在手机上直接显示'],
  en: ['media type', 'extensions', 'phones show it'],
}
const YES: Record<Locale, string> = { zh: '是', en: 'yes' }

/** Every format that phone and backend know. */
export const mediaTable = (locale: Locale): string =>
  tableOf(
    HEAD[locale],
    FORMATS.map(({ type, extensions, isShown }) => [
      `\`${type}\``,
      extensions.map((one) => `\`.${one}\``).join(', '),
      isShown ? YES[locale] : '—',
    ]),
  )
