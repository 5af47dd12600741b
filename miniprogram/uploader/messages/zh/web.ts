import type { Language } from '../explain'
import { ZH } from './codes'
import { ZH_WEB } from './web-codes'
import { ZH_WHEN } from './when'

/** Chinese, for web pages. */
export const zh: Language = { locale: 'zh', messages: [ZH, ZH_WEB], when: ZH_WHEN }
