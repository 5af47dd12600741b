import type { Language } from '../../explain'
import { zh as messages } from '../web'
import { ZH_HINTS } from './codes'
import { ZH_WEB_HINTS } from './web-codes'

/** Chinese with hints, for web pages. */
export const zh: Language = { ...messages, hints: [ZH_HINTS, ZH_WEB_HINTS] }
