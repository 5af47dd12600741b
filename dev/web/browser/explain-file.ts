import { en, zh } from '../../../miniprogram/uploader/browser/hints'
import type { UploadError } from '../../../miniprogram/uploader/browser/index'
import { formatOfType } from '../../../miniprogram/uploader/formats/media-type'
import { EN_KINDS } from '../../../miniprogram/uploader/messages/en/kinds'
import { explainFrom, type Language } from '../../../miniprogram/uploader/messages/explain'
import { kindWords } from '../../../miniprogram/uploader/messages/kinds'
import { ZH_KINDS } from '../../../miniprogram/uploader/messages/zh/kinds'

const LANGUAGES: Record<'zh' | 'en', Language> = {
  zh: { ...zh, kinds: ZH_KINDS },
  en: { ...en, kinds: EN_KINDS },
}

/**
 * The words for a file's error. This page can afford the table of formats, so its message says 程序 instead of
 * `application/x-msdownload`. The hint is for developers and keeps the media type.
 */
export const explainFile = (error: UploadError, locale: 'zh' | 'en'): { message: string; hint: string } =>
  explainFrom(
    error,
    LANGUAGES[locale],
    kindWords(LANGUAGES[locale], (type) => formatOfType(type)?.kind),
  )
