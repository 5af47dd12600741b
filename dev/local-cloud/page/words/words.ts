import type { Words } from './texts'
import { EN } from './words-en'
import { ZH } from './words-zh'

export type Language = 'zh' | 'en'

export const WORDS: Record<Language, Words> = { zh: ZH, en: EN }

/** The language of the query, or else the browser's first language that the page has. */
export function languageOf(requested: string | undefined, acceptLanguage = ''): Language {
  if (requested === 'zh' || requested === 'en') return requested
  const known = acceptLanguage.toLowerCase().match(/\b(zh|en)\b/)?.[1]
  return known === 'zh' ? 'zh' : 'en'
}
