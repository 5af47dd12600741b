import type { Locale } from '../uploader/wx/index'

/** Chinese where WeChat speaks it or does not say, else English. */
export const pageLocale = (): Locale => (/^zh/.test(wx.getAppBaseInfo?.().language ?? 'zh') ? 'zh' : 'en')
