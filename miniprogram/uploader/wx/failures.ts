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

/** Many platforms and APIs have no `errno`. Their texts differ too, so these patterns match only the stable parts. */
const BY_TEXT: [RegExp, ErrorCode][] = [
  [/not in domain list/, 'domain-not-listed'],
  [/interrupt/, 'interrupted'],
  // Only right after `:fail`: on a broken connection Android says “Software caused connection abort”.
  [/:fail (abort|cancel)/, 'cancelled'],
  [/exceed max/, 'too-many-connections'],
  [/no such file|file not found|file doesn'?t exist|not exist/, 'file-missing'],
  [/not declared in the privacy/, 'privacy-not-declared'],
  [/privacy permission|not authorized in gap/, 'privacy-refused'],
  [/permission denied/, 'file-unreadable'],
  [/err_cert|ssl|certificate|证书/, 'certificate-invalid'],
  // iOS uses the phone's language.
  [/time[d_ ]*out|超时/, 'timeout'],
  [/out of memory|native buffer/, 'out-of-memory'],
]

/**
 * Decodes the failure of a `wx` call.
 * @param otherwise the code for a failure that neither its number nor its text explains
 */
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
  // 600001 stands for every fault of the network library, even a bad certificate; 600004 was seen after abort().
  const isTextBetter = errno === undefined || errno === 600001 || errno === 600004
  if (isTextBetter && byText) return byText
  return errno === undefined ? byText : (BY_ERRNO[errno] ?? byText)
}

function origin(url: string): string {
  return /^[a-z]+:\/\/[^/?#]+/i.exec(url)?.[0] ?? url
}
