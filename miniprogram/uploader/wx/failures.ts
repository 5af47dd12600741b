import { shown } from '../core/backend/shown'
import { UploadError } from '../core/errors'
import type { ErrorCode } from '../error-codes'

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

/**
 * Many platforms and APIs have no `errno`. Their texts differ too, so these patterns match only the stable parts. iOS
 * uses the phone's language. The first pattern that matches counts.
 */
const BY_TEXT: [RegExp, ErrorCode][] = [
  // The Chinese texts from here on are Alipay's, whose numbers mean something else for each API.
  [/not in domain list|无权/, 'domain-not-listed'],
  // WeChat itself writes “interupted”.
  [/interr?upt/, 'interrupted'],
  // Only right after `:fail`: on a broken connection Android says “Software caused connection abort”.
  [/:fail:?\s*(abort|cancel|已取消)|用户取消|error\D+-999\b/, 'cancelled'],
  // The system itself writes “excced”.
  [/exc(e|c)ed max/, 'too-many-connections'],
  [/no such file|file not found|file doesn'?t exist|not exist|文件.*不存在/, 'file-missing'],
  [/not declared in the privacy/, 'privacy-not-declared'],
  [/privacy permission|not authorized in gap/, 'privacy-refused'],
  [/permission denied/, 'file-unreadable'],
  // Chromium's numbers from -200 to -299 and Apple's from -1201 to -1206 stand for a bad certificate.
  [/certif|err_cert|certpath|trust anchor|peerunverified|not verified|chain validation/, 'certificate-invalid'],
  [/证书|憑證|errcode:-2\d\d\b|error\D+-120[1-6]\b/, 'certificate-invalid'],
  [/time[d_ ]*out|超时|逾時|error\D+-1001\b/, 'timeout'],
  [/out of memory|native buffer/, 'out-of-memory'],
  // A connection that broke; the text only names the layer that noticed it.
  [
    /^(?=.*(ssl|\btls)).*(i\/o error|reset|broken|abort|closed|disconnect|end of|eof|connect error|record_mac)/,
    'network',
  ],
  // iOS has one text for every handshake that broke (NSURLErrorSecureConnectionFailed); a bad certificate has others.
  [/发生了 ?ssl ?错误|發生 ?ssl ?錯誤|(ssl|tls) error (has occurred|caused)|error\D+-1200\b/, 'network'],
  // What is left: both sides have no common version or cipher, or an Android phone cannot build the chain.
  [/ssl|\btls/, 'certificate-invalid'],
]

/**
 * Decodes the failure of a `wx` call.
 * @param failure what `fail` was called with, whatever that is
 * @param otherwise the code for a failure that neither its number nor its text explains
 */
export function decodeFailure(failure: unknown, otherwise: ErrorCode, url?: string): UploadError {
  const { errMsg, errorMessage, message, errno } = (failure ?? {}) as Partial<
    Record<'errMsg' | 'errorMessage' | 'message' | 'errno', unknown>
  >
  // Alipay has another name for it, and a wrapper may fail with an `Error`.
  const text = [errMsg, errorMessage, message].find((words) => typeof words === 'string') ?? shown(failure)
  const host = url && origin(url)
  const number = errno === undefined || errno === null ? Number.NaN : Number(errno)
  const code = codeOf(number, withoutNames(text, host).toLowerCase()) ?? otherwise
  return new UploadError(code, {
    params: {
      detail: text,
      ...(host ? { host, list: text.startsWith('uploadFile') ? 'uploadFile' : 'request' } : {}),
    },
    cause: failure,
  })
}

function codeOf(errno: number, text: string): ErrorCode | undefined {
  const byText = BY_TEXT.find(([pattern]) => pattern.test(text))?.[1]
  // 600001 stands for every fault of the network library, even a bad certificate; 600004 was seen after abort().
  const isTextBetter = Number.isNaN(errno) || errno === 600001 || errno === 600004
  return (isTextBetter ? byText : BY_ERRNO[errno]) ?? BY_ERRNO[errno] ?? byText
}

/** Texts quote paths and hosts, whose names may contain any of the words: `ssl.example.com`, `timeout.jpg`. */
function withoutNames(text: string, host = ''): string {
  const name = host.replace(/^.*\/\//, '').replace(/:\d+$/, '')
  return (name ? text.split(name).join('') : text).replace(/\w+:\/\/\S+|["“].*?["”]|(^|\s)\/\S+/g, '')
}

const origin = (url: string): string => /^[a-z]+:\/\/[^/?#]+/i.exec(url)?.[0] ?? url
