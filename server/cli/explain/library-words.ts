import type { ErrorBody } from '../../../miniprogram/uploader/contract'
import { ossError } from '../../../miniprogram/uploader/core/backend/oss-error'
import type { ErrorCode } from '../../../miniprogram/uploader/error-codes'
import type { Locale, Words } from '../../../miniprogram/uploader/messages/explain'
import { explain, MESSAGES } from '../../../miniprogram/uploader/messages/messages'
import { decodeFailure } from '../../../miniprogram/uploader/wx/failures'
import { stsFault } from '../../credentials/sts-fault'
import { wechatFault } from '../../identity/wechat/code2session'
import type { ReportedError } from '../cloud/reported-error'
import { OSS_LOAD } from './tables/oss/load'

/** The sentences that the mini-program's console shows for this error, because the library itself decodes it here. */
export function libraryWords(reported: ReportedError): (Record<Locale, Words> & { code: ErrorCode }) | undefined {
  const error = libraryError(reported)
  if (!error) return undefined
  const wordsIn = (locale: Locale): Words => explain({ code: error.code, params: knownParams(error) }, locale)
  return { code: error.code, zh: wordsIn('zh'), en: wordsIn('en') }
}

/** `…` stands for facts that only the device has, such as the host. */
function knownParams({ code, params }: LibraryError): Record<string, string | number> {
  const texts = LOCALES.flatMap((locale) => Object.values(MESSAGES[locale][code]))
  const names = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))
  return Object.fromEntries(names.map((name) => [name, shortened(params?.[name] || '…')]))
}

/** The facts come from a text of any length, and stand inside a sentence. */
const MAX_FACT = 200

const shortened = (fact: string | number): string | number =>
  typeof fact === 'string' && fact.length > MAX_FACT ? `${fact.slice(0, MAX_FACT)}…` : fact

const LOCALES: readonly Locale[] = ['zh', 'en']

interface LibraryError {
  code: ErrorCode
  params?: ErrorBody['params']
}

function libraryError(reported: ReportedError): LibraryError | undefined {
  const { family, code, message, details } = reported
  switch (family) {
    case 'library':
      return { code: code as ErrorCode, params: details }
    case 'oss':
      // The library decodes OSS's code; the fine-grained code alone is not enough.
      return code === '' ? undefined : ossError({ status: statusOf(reported), text: xmlOf(reported), headers: {} })
    case 'wx':
      return wxError(code, message)
    case 'sts':
      return { code: stsFault({ code, statusCode: statusOf(reported), message }).code }
    case 'wechat':
      // The backend calls no other API of WeChat's server.
      return LOGIN_ERRCODES.includes(code) ? { code: wechatFault(Number(code), message).code } : undefined
    default:
      return undefined
  }
}

/** What code2session answers. */
const LOGIN_ERRCODES = '-1 40002 40013 40029 40125 40163 40164 40226 41002 41004 41008 45009 45011'.split(' ')

/** What the library says to a failure that explains itself neither by number nor by text: it depends on the call. */
const OTHERWISE: readonly [RegExp, ErrorCode][] = [
  [/^(choose\w+|wx\.choose\w+):/, 'permission-denied'],
  [/^(wx\.)?login:/, 'login-failed'],
  [/^(open|openSync|stat|fstat|read|readFile|close|getFileInfo|access|FileSystemManager\.\w+):/, 'file-unreadable'],
  [/^((wx\.)?(uploadFile|request)|createUploadTask):|^(?!\w[\w.]*:\s?fail)/, 'network'],
]

/** Whether the library knows this failure of `wx` by its number or its text, whatever call it came from. */
export const isDecoded = ({ family, code, message }: ReportedError): boolean =>
  family === 'wx' && decodeFailure(failureOf(code, message), 'misuse').code !== 'misuse'

const failureOf = (code: string, message: string): { errMsg: string; errno?: number } => ({
  errMsg: message,
  ...(code !== '' && { errno: Number(code) }),
})

/** Undefined for calls that the library does not make. */
function wxError(code: string, message: string): LibraryError | undefined {
  const otherwise = OTHERWISE.find(([pattern]) => pattern.test(message))?.[1]
  return otherwise && decodeFailure(failureOf(code, message), otherwise)
}

/** Without a status, the one that belongs to the code. */
function statusOf({ status, code }: ReportedError): number {
  if (status > 0) return status
  if (/^(InternalError|ServiceUnavailable)/.test(code)) return 503
  return OSS_LOAD.some((entry) => entry.code === code) ? 503 : 400
}

const xmlOf = ({ code, message, ec, requestId, details }: ReportedError): string =>
  Object.entries({
    Code: code,
    Message: message,
    EC: ec,
    RequestId: requestId,
    ProposedSize: details.ProposedSize ?? '',
  })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<${name}>${value.replaceAll('<', '')}</${name}>`)
    .join('')
