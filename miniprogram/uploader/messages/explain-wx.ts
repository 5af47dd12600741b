import { formatOfType } from '../formats/media-type'
import { type Explainable, explainFrom, type Language, type Words } from './explain'
import { kindWords } from './kinds'
import { zh } from './zh/hints/wx'

/** Gives the words for one error of a mini-program, with its `params` filled in. */
export const explain = (error: Explainable, language: Language = zh): Words =>
  explainFrom(
    error,
    language,
    kindWords(language, (type) => formatOfType(type)?.kind),
  )
