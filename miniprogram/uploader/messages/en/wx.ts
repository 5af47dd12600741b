import type { Language } from '../explain'
import { EN } from './codes'
import { EN_KINDS } from './kinds'
import { EN_WHEN } from './when'
import { EN_WX } from './wx-codes'

/** English, for mini-programs. */
export const en: Language = { locale: 'en', messages: [EN, EN_WX], when: EN_WHEN, kinds: EN_KINDS }
