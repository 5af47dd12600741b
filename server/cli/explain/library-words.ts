import type { ErrorBody } from '../../../miniprogram/uploader/contract'
import { ossError } from '../../../miniprogram/uploader/core/backend/oss-error'
import type { ErrorCode } from '../../../miniprogram/uploader/error-codes'
import { explain, MESSAGES } from '../../../miniprogram/uploader/messages/every-platform'
import type { Locale, Words } from '../../../miniprogram/uploader/messages/explain'
import { decodeFailure } from '../../../miniprogram/uploader/wx/failures'
import { stsFault } from '../../credentials/sts-fault'
import { wechatFault } from '../../identity/code2session'
import type { Said } from './said'
import { OSS_LOAD } from './tables/oss-load'

/** What the mini-program's console says of the same thing: by the library's own decoding, so it is that sentence. */
export function libraryWords(fault: Said): (Record<Locale, Words> & { code: ErrorCode }) | undefined {
  const error = libraryError(fault)
  if (!error) return undefined
  const wordsIn = (locale: Locale): Words => explain({ code: error.code, params: known(error) }, locale)
  return { code: error.code, zh: wordsIn('zh'), en: wordsIn('en') }
}

/** Facts that only the device has (which host, which list) are left open. */
function known({ code, params }: LibraryError): Record<string, string | number> {
  const texts = LOCALES.flatMap((locale) => Object.values(MESSAGES[locale][code]))
  const names = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))
  return Object.fromEntries(names.map((name) => [name, params?.[name] || '…']))
}

const LOCALES: readonly Locale[] = ['zh', 'en']

interface LibraryError {
  code: ErrorCode
  params?: ErrorBody['params']
}

function libraryError(fault: Said): LibraryError | undefined {
  const { family, code, message, details } = fault
  switch (family) {
    case 'ours':
      return { code: code as ErrorCode, params: details }
    case 'oss':
      // An EC alone does not tell what OSS called it.
      return code === '' ? undefined : ossError({ status: statusOf(fault), text: xmlOf(fault), headers: {} })
    case 'wx':
      return decodeFailure({ errMsg: message, ...(code !== '' && { errno: Number(code) }) }, 'network')
    case 'sts':
      return { code: stsFault({ code, statusCode: statusOf(fault), message }).code }
    case 'wechat':
      return { code: wechatFault(Number(code), message).code }
    default:
      return undefined
  }
}

/** Where nobody told the status: what goes with the code. */
function statusOf({ status, code }: Said): number {
  if (status > 0) return status
  if (/^(InternalError|ServiceUnavailable)/.test(code)) return 503
  return OSS_LOAD.some((entry) => entry.code === code) ? 503 : 400
}

const xmlOf = ({ code, message, ec, requestId, details }: Said): string =>
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
