import { en } from '../uploader/messages/en/wx'
import { zh } from '../uploader/messages/zh/wx'
import type { Language, Locale } from '../uploader/wx/index'

/** Chinese if WeChat's language is Chinese or unknown, else English. */
export const pageLocale = (): Locale => (/^zh/.test(wx.getAppBaseInfo?.().language ?? 'zh') ? 'zh' : 'en')

/** The library's words in that language. */
export const pageLanguage = (): Language => (pageLocale() === 'zh' ? zh : en)
