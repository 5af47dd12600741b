import { type Explainable, explainFrom, type Language, type Words } from './explain'

/** Gives the words for one error, with its `params` filled in. */
export const explain = (error: Explainable, language: Language): Words => explainFrom(error, language)
