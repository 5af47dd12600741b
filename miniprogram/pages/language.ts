import type { Locale } from '../uploader/wx/index'

/** Chinese if WeChat's language is Chinese or unknown, else English. */
export const pageLocale = (): Locale => (/^zh/.test(wx.getAppBaseInfo?.().language ?? 'zh') ? 'zh' : 'en')
