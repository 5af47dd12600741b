import { UploadError } from '../core/errors'
import type { ErrorCode } from '../error-codes'
import type { WxFailure } from './wx-api'

/** https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html */
const BY_ERRNO: Record<number, ErrorCode> = {
  1: 'cancelled',
  3: 'permission-denied',
  5: 'timeout',
  103: 'privacy-refused',
  104: 'privacy-refused',
  111: 'out-of-memory',
  112: 'privacy-not-declared',
  600000: 'network',
  600001: 'network',
  600002: 'domain-not-listed',
  600003: 'interrupted',
  600004: 'network',
  600005: 'network',
  600006: 'network',
  600007: 'too-many-connections',
  602300: 'out-of-memory',
  1300001: 'file-unreadable',
  1300002: 'file-missing',
  1300014: 'file-unreadable',
  1302002: 'too-many-connections',
}

/** `errno` is missing on many platforms and APIs; the texts differ too, so only their stable parts are looked for. */
const BY_TEXT: [RegExp, ErrorCode][] = [
  [/not in domain list/, 'domain-not-listed'],
  [/interrupt/, 'interrupted'],
  // Not anywhere in the text: Android says “Software caused connection abort” of a broken connection.
  [/:fail (abort|cancel)/, 'cancelled'],
  [/exceed max/, 'too-many-connections'],
  [/no such file|file not found|file doesn'?t exist|not exist/, 'file-missing'],
  [/not declared in the privacy/, 'privacy-not-declared'],
  [/privacy permission|not authorized in gap/, 'privacy-refused'],
  [/permission denied/, 'file-unreadable'],
  [/err_cert|ssl|certificate|证书/, 'certificate-invalid'],
  // iOS speaks the phone's language.
  [/time[d_ ]*out|超时/, 'timeout'],
  [/out of memory|native buffer/, 'out-of-memory'],
]

/** What a failed `wx` call means. `otherwise`: for a failure that neither number nor text explains. */
export function decodeFailure(failure: WxFailure, otherwise: ErrorCode, url?: string): UploadError {
  const text = String(failure.errMsg ?? '')
  const code = codeOf(failure.errno, text.toLowerCase()) ?? otherwise
  return new UploadError(code, {
    params: {
      detail: text,
      ...(url ? { host: origin(url), list: text.startsWith('uploadFile') ? 'uploadFile' : 'request' } : {}),
    },
    cause: failure,
  })
}

function codeOf(errno: number | undefined, text: string): ErrorCode | undefined {
  const byText = BY_TEXT.find(([pattern]) => pattern.test(text))?.[1]
  // 600001 wraps every fault of the network library, a bad certificate included; 600004 was seen for abort().
  const textKnowsBetter = errno === undefined || errno === 600001 || errno === 600004
  if (textKnowsBetter && byText) return byText
  return errno === undefined ? byText : (BY_ERRNO[errno] ?? byText)
}

function origin(url: string): string {
  return /^[a-z]+:\/\/[^/?#]+/i.exec(url)?.[0] ?? url
}
