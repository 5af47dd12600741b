import type { ErrorCode } from '../../../miniprogram/uploader/error-codes'
import type { Locale, Words } from '../../../miniprogram/uploader/messages/explain'
import type { Text } from '../language'
import { findEntry } from './find-entry'
import { libraryWords } from './library-words'
import type { Said } from './said'

export interface Explanation {
  said: Said
  /** Absent when nobody has written about it yet. */
  what?: Text
  todo?: Text
  /** What the library makes of it: the very sentence of the mini-program's console. */
  inConsole?: Record<Locale, Words> & { code: ErrorCode }
  /** Where it is documented. */
  page?: string
}

export function explanationOf(said: Said): Explanation {
  const entry = findEntry(said)
  const inConsole = libraryWords(said)
  const page = pageOf(said)
  return {
    said,
    ...(entry && { what: entry.what, todo: entry.todo }),
    // Of our own codes the library's words are all there is to say.
    ...(said.family === 'ours' && inConsole && { what: textOf(inConsole, 'message'), todo: textOf(inConsole, 'hint') }),
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

const pageOf = ({ family, ec }: Said): string | undefined =>
  ec === '' ? PAGES[family] : `https://help.aliyun.com/zh/oss/user-guide/${ec}`
