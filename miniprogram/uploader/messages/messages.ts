import type { ErrorCode } from '../error-codes'
import { EN } from './en'
import { EN_WEB } from './en-web'
import { EN_WX } from './en-wx'
import { type Explain, explainFrom, type Locale, type Messages } from './explain'
import { kindWords } from './kinds'
import { ZH } from './zh'
import { ZH_WEB } from './zh-web'
import { ZH_WX } from './zh-wx'

/** The words of all codes, for the backend and the CLI. Where platforms differ, they are those of a mini-program. */
export const MESSAGES: Record<Locale, Messages<ErrorCode>> = {
  zh: { ...ZH, ...ZH_WEB, ...ZH_WX },
  en: { ...EN, ...EN_WEB, ...EN_WX },
}

/** Gives the words for one error, with its `params` filled in. */
export const explain: Explain = (error, locale) => explainFrom([MESSAGES[locale]], error, locale, kindWords(locale))
