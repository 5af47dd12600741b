import { explain, type UploadError } from '../../../miniprogram/uploader/browser/index'
import { kindWords } from '../../../miniprogram/uploader/messages/kinds'

/**
 * The words for a file's error. This page can afford the table of formats, so its message says 程序 instead of
 * `application/x-msdownload`. The hint is for developers and keeps the media type.
 */
export function explainFile(error: UploadError, locale: 'zh' | 'en'): { message: string; hint: string } {
  const { code, params, userMessage } = error
  const { message } = explain({ code, params: kindWords(locale)(params), userMessage }, locale)
  return { message, hint: explain(error, locale).hint }
}
