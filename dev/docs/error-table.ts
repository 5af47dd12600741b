import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'
import type { Locale } from '../../miniprogram/uploader/messages/explain'
import { MESSAGES } from '../../miniprogram/uploader/messages/messages'
import { tableOf } from './markdown-table'

const HEAD: Record<Locale, string[]> = {
  zh: ['code', 'HTTP', '给用户看的话', '怎么办'],
  en: ['code', 'HTTP', 'message', 'what to do'],
}

/** Every code with its words. */
export const errorTable = (locale: Locale): string =>
  tableOf(
    HEAD[locale],
    Object.keys(ERRORS).map((code) => row(code as ErrorCode, locale)),
  )

function row(code: ErrorCode, locale: Locale): string[] {
  const { status } = ERRORS[code]
  const { message, hint } = MESSAGES[locale][code]
  return [`\`${code}\``, String(status || '—'), escaped(message), escaped(hint)]
}

/** A bar would end the cell, `<` would begin a tag, and `*` or `_` would begin emphasis. */
const escaped = (text: string): string => text.replace(/[|<*_\\]/g, '\\$&')
