import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'
import type { Locale } from '../../miniprogram/uploader/messages/explain'
import { MESSAGES } from '../../miniprogram/uploader/messages/messages'

const HEAD: Record<Locale, string> = {
  zh: '| code | HTTP | 给用户看的话 | 怎么办 |',
  en: '| code | HTTP | message | what to do |',
}

/** The table for the README of that language. */
const errorTable = (locale: Locale): string =>
  [
    HEAD[locale],
    '| --- | --- | --- | --- |',
    ...Object.keys(ERRORS).map((code) => row(code as ErrorCode, locale)),
  ].join('\n')

function row(code: ErrorCode, locale: Locale): string {
  const { status } = ERRORS[code]
  const { message, hint } = MESSAGES[locale][code]
  return `| \`${code}\` | ${status || '—'} | ${escaped(message)} | ${escaped(hint)} |`
}

/** A bar would end the cell, `<` would begin a tag, and `*` or `_` would begin emphasis. */
const escaped = (text: string): string => text.replace(/[|<*_\\]/g, '\\$&')

const BETWEEN_MARKS = /(<!-- errors -->\n)[\s\S]*?(<!-- \/errors -->)/

/** The page with an updated table. */
export const withErrorTable = (page: string, locale: Locale): string =>
  page.replace(BETWEEN_MARKS, (_, begin: string, end: string) => `${begin}${errorTable(locale)}\n${end}`)
