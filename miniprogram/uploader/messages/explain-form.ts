import { type Explainable, explainFrom, type Language, type Words } from './explain'
import { kindWords } from './kinds'

/** Gives the words for one error of an uploader by form, with its `params` filled in. */
export const explain = (error: Explainable, language: Language): Words =>
  explainFrom(error, language, kindWords(language))
