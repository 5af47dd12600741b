import type { Language } from '../explain'
import { ZH } from './codes'
import { ZH_KINDS } from './kinds'
import { ZH_WHEN } from './when'
import { ZH_WX } from './wx-codes'

/** Chinese, for mini-programs. */
export const zh: Language = { locale: 'zh', messages: [ZH, ZH_WX], when: ZH_WHEN, kinds: ZH_KINDS }
