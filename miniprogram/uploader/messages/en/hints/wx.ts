import type { Language } from '../../explain'
import { en as messages } from '../wx'
import { EN_HINTS } from './codes'
import { EN_WX_HINTS } from './wx-codes'

/** English with hints, for mini-programs. */
export const en: Language = { ...messages, hints: [EN_HINTS, EN_WX_HINTS] }
