import type { Language } from '../../explain'
import { en as messages } from '../web'
import { EN_HINTS } from './codes'
import { EN_WEB_HINTS } from './web-codes'

/** English with hints, for web pages. */
export const en: Language = { ...messages, hints: [EN_HINTS, EN_WEB_HINTS] }
