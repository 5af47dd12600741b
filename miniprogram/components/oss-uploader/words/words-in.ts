import type { Locale } from '../../../uploader/wx/index'
import { EN } from './en'
import type { ComponentWords } from './words'
import { ZH } from './zh'

export const wordsIn = (locale: Locale): ComponentWords => (locale === 'zh' ? ZH : EN)

/** @param language what the platform gives: `zh_CN`, `zh_TW`, `en` …; without one, the answer is Chinese */
export function localeOf(wanted: string, language: string | undefined): Locale {
  return /^zh|^$/i.test(wanted || language || '') ? 'zh' : 'en'
}
