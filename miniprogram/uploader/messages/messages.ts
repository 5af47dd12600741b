import type { ErrorCode } from '../error-codes'
import { EN } from './en/codes'
import { EN_WEB } from './en/web-codes'
import { en } from './en/wx'
import { EN_WX } from './en/wx-codes'
import type { Explainable, Language, Locale, Messages, Words } from './explain'
import { explain as explainInWx } from './explain-wx'
import { ZH } from './zh/codes'
import { ZH_WEB } from './zh/web-codes'
import { zh } from './zh/wx'
import { ZH_WX } from './zh/wx-codes'

/** The words of all codes, for the backend and the CLI. Where platforms differ, they are those of a mini-program. */
export const MESSAGES: Record<Locale, Messages<ErrorCode>> = {
  zh: { ...ZH, ...ZH_WEB, ...ZH_WX },
  en: { ...EN, ...EN_WEB, ...EN_WX },
}

const LANGUAGES: Record<Locale, Language> = {
  zh: { ...zh, tables: [MESSAGES.zh] },
  en: { ...en, tables: [MESSAGES.en] },
}

/** Gives the words for one error, with its `params` filled in. */
export const explain = (error: Explainable, locale: Locale): Words => explainInWx(error, LANGUAGES[locale])
