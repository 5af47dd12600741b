import type { ErrorCode } from '../error-codes'
import { EN } from './en'
import { EN_WEB } from './en-web'
import { EN_WX } from './en-wx'
import { type Explain, explainFrom, type Locale, type Messages } from './explain'
import { ZH } from './zh'
import { ZH_WEB } from './zh-web'
import { ZH_WX } from './zh-wx'

/** All codes, with a mini-program's words where platforms have their own: for the backend, which knows no client. */
export const MESSAGES: Record<Locale, Messages<ErrorCode>> = {
  zh: { ...ZH, ...ZH_WEB, ...ZH_WX },
  en: { ...EN, ...EN_WEB, ...EN_WX },
}

/** The words for one error, its facts filled in. */
export const explain: Explain = (error, locale) => explainFrom([MESSAGES[locale]], error)
