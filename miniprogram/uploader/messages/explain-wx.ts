import { EN } from './en'
import { EN_WX } from './en-wx'
import { type Explain, explainFrom } from './explain'
import { kindWords } from './kinds'
import { ZH } from './zh'
import { ZH_WX } from './zh-wx'

const TABLES = { zh: [ZH, ZH_WX], en: [EN, EN_WX] }

/** Gives the words for one error of a mini-program, with its `params` filled in. */
export const explain: Explain = (error, locale) => explainFrom(TABLES[locale], error, locale, kindWords(locale))
