import type { ErrorCode } from '../../../miniprogram/uploader/error-codes'
import type { Locale, Words } from '../../../miniprogram/uploader/messages/explain'
import type { ReportedError } from '../cloud/reported-error'
import type { Text } from '../terminal/language'
import { findEntry } from './find-entry'
import { isDecoded, libraryWords } from './library-words'
import { VENDORS, vendorWords } from './tables/vendors'

export interface Explanation {
  error: ReportedError
  /** Absent when the tables do not have the error. */
  what?: Text
  fix?: Text
  /** The message and the hint that the mini-program's console shows for this error. */
  inConsole?: Record<Locale, Words> & { code: ErrorCode }
  /** The URL of its documentation. */
  page?: string
}

export function explanationOf(error: ReportedError): Explanation {
  const vendor = VENDORS[error.vendor ?? '']
  if (vendor) return { error, ...vendorWords(vendor), page: vendor.page }
  const entry = findEntry(error)
  const inConsole = libraryWords(error)
  const page = pageOf(error)
  return {
    error,
    ...(entry && { what: entry.what, fix: entry.fix }),
    // The library's own codes are not in the tables, nor is every text of `wx` that it knows.
    ...((error.family === 'library' || (!entry && isDecoded(error))) &&
      inConsole && { what: textOf(inConsole, 'message'), fix: textOf(inConsole, 'hint') }),
    ...(inConsole && { inConsole }),
    ...(page && { page }),
  }
}

const textOf = (words: Record<Locale, Words>, name: keyof Words): Text => ({ zh: words.zh[name], en: words.en[name] })

const PAGES: Readonly<Record<string, string>> = {
  oss: 'https://help.aliyun.com/zh/oss/developer-reference/error-code',
  sts: 'https://help.aliyun.com/zh/ram/developer-reference/api-sts-2015-04-01-errorcodes',
  wx: 'https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html',
  wechat: 'https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html',
}

const pageOf = ({ family, ec }: ReportedError): string | undefined =>
  ec === '' ? PAGES[family] : `https://help.aliyun.com/zh/oss/user-guide/${ec}`
