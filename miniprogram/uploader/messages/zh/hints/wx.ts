import type { Language } from '../../explain'
import { zh as messages } from '../wx'
import { ZH_HINTS } from './codes'
import { ZH_WX_HINTS } from './wx-codes'

/** Chinese with hints, for mini-programs. */
export const zh: Language = { ...messages, hints: [ZH_HINTS, ZH_WX_HINTS] }
