import { ERRORS, type ErrorCode } from '../error-codes'
import { EN } from './en/codes'
import { EN_HINTS } from './en/hints/codes'
import { EN_WEB_HINTS } from './en/hints/web-codes'
import { EN_WX_HINTS } from './en/hints/wx-codes'
import { EN_WEB } from './en/web-codes'
import { en } from './en/wx'
import { EN_WX } from './en/wx-codes'
import type { Explainable, Language, Locale, Texts, Words } from './explain'
import { explain as explainInWx } from './explain-wx'
import { ZH } from './zh/codes'
import { ZH_HINTS } from './zh/hints/codes'
import { ZH_WEB_HINTS } from './zh/hints/web-codes'
import { ZH_WX_HINTS } from './zh/hints/wx-codes'
import { ZH_WEB } from './zh/web-codes'
import { zh } from './zh/wx'
import { ZH_WX } from './zh/wx-codes'

/** Where platforms differ, the words are those of a mini-program. */
const TEXTS: Record<Locale, Record<'messages' | 'hints', Texts<ErrorCode>>> = {
  zh: { messages: { ...ZH, ...ZH_WEB, ...ZH_WX }, hints: { ...ZH_HINTS, ...ZH_WEB_HINTS, ...ZH_WX_HINTS } },
  en: { messages: { ...EN, ...EN_WEB, ...EN_WX }, hints: { ...EN_HINTS, ...EN_WEB_HINTS, ...EN_WX_HINTS } },
}

const CODES = Object.keys(ERRORS) as ErrorCode[]

const wordsOf = ({ messages, hints }: (typeof TEXTS)[Locale]): Record<ErrorCode, Words> =>
  CODES.reduce(
    (words, code) => Object.assign(words, { [code]: { message: messages[code], hint: hints[code] } }),
    {} as Record<ErrorCode, Words>,
  )

/** The words of all codes, for the backend and the CLI, their params not filled in. */
export const MESSAGES: Record<Locale, Record<ErrorCode, Words>> = { zh: wordsOf(TEXTS.zh), en: wordsOf(TEXTS.en) }

const LANGUAGES: Record<Locale, Language> = {
  zh: { ...zh, messages: [TEXTS.zh.messages], hints: [TEXTS.zh.hints] },
  en: { ...en, messages: [TEXTS.en.messages], hints: [TEXTS.en.hints] },
}

/** Gives the words for one error, with its `params` filled in. */
export const explain = (error: Explainable, locale: Locale): Words => explainInWx(error, LANGUAGES[locale])
