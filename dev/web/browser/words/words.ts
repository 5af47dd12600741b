import { EN } from './words-en'
import { ZH } from './words-zh'

export const WORDS = { zh_CN: ZH, en: EN }
