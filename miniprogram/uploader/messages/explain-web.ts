import { EN } from './en'
import { EN_WEB } from './en-web'
import { type Explain, explainFrom } from './explain'
import { ZH } from './zh'
import { ZH_WEB } from './zh-web'

const TABLES = { zh: [ZH, ZH_WEB], en: [EN, EN_WEB] }

/** Gives the words for one error of a web page, with its `params` filled in. */
export const explain: Explain = (error, locale) => explainFrom(TABLES[locale], error, locale)
