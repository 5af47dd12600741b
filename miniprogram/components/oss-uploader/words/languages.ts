import { en } from '../../../uploader/messages/en/hints/wx'
import { zh } from '../../../uploader/messages/zh/hints/wx'
import type { Language, Locale } from '../../../uploader/wx/index'

/** The words for errors. The component shows both languages, as its `locale` says. */
export const LANGUAGES: Record<Locale, Language> = { zh, en }
