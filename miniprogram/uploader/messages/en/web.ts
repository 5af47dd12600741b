import type { Language } from '../explain'
import { EN } from './codes'
import { EN_WEB } from './web-codes'
import { EN_WHEN } from './when'

/** English, for web pages. */
export const en: Language = { locale: 'en', messages: [EN, EN_WEB], when: EN_WHEN }
