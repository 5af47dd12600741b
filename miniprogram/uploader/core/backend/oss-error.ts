import { type ErrorCode, isErrorCode } from '../../error-codes'
import { UploadError } from '../errors'
import type { HttpAnswer } from '../ports'
import { retryAfterMs } from './retry-after'

/** The library's code for each code of OSS. https://help.aliyun.com/zh/oss/developer-reference/error-code */
const CODES: Record<string, ErrorCode> = {
  SecurityTokenExpired: 'ticket-expired',
  // Revoked, or of a backend that has changed its key meanwhile: a fresh ticket has other credentials.
  InvalidSecurityToken: 'ticket-expired',
  InvalidAccessKeyId: 'ticket-expired',
  RequestTimeTooSkewed: 'ticket-expired',
  SignatureDoesNotMatch: 'signature-refused',
  AccessKeyIdAndSecurityTokenNotMatch: 'signature-refused',
  SecurityTokenNotSupported: 'signature-refused',
  InvalidPolicyDocument: 'policy-refused',
  // The policy allows exactly the declared size, so another size means another file.
  EntityTooLarge: 'file-changed',
  EntityTooSmall: 'file-changed',
  FileAlreadyExists: 'already-exists',
  CallbackFailed: 'not-confirmed',
  PublicEndpointForbidden: 'domain-forbidden',
  SecondLevelDomainForbidden: 'domain-forbidden',
  PermanentRedirect: 'domain-forbidden',
  RequestTimeout: 'timeout',
  // The request was damaged or cut short on its way.
  InvalidDigest: 'network',
  IncompleteBody: 'network',
  BadRequest: 'network',
  MalformedPOSTRequest: 'network',
  // The upload was completed already, or aborted by a lifecycle rule: the backend knows which.
  NoSuchUpload: 'already-exists',
}

/** Makes an error of OSS's refusal. `status` may be 203: the file is stored, but the callback failed. */
export function ossError({ status, text, headers }: HttpAnswer): UploadError {
  const code = xmlText(text, 'Code')
  // The library's own sentence continues after it.
  const message = xmlText(text, 'Message').replace(/\.$/, '')
  const ossRequestId = xmlText(text, 'RequestId') || headers['x-oss-request-id'] || ''
  const size = Number(xmlText(text, 'ProposedSize'))
  return new UploadError(codeOf(status, code, message), {
    params: {
      oss: [code, message, xmlText(text, 'EC')].filter(Boolean).join(': ') || `HTTP ${status}`,
      status,
      ossRequestId,
      detail: code || `HTTP ${status}`,
      ...(size > 0 ? { size } : {}),
    },
    requestId: ossRequestId,
    retryAfterMs: retryAfterMs(headers),
  })
}

function codeOf(status: number, code: string, message: string): ErrorCode {
  if (code === 'AccessDenied') return accessDenied(message)
  const known = CODES[code]
  if (isErrorCode(known)) return known
  if (status === 203) return 'not-confirmed'
  if (status === 409) return 'already-exists'
  return status >= 500 || status === 429 ? 'oss-unavailable' : 'oss-refused'
}

/** OSS has one code for three causes; only the message tells them apart. */
function accessDenied(message: string): ErrorCode {
  if (/expired|not valid yet/i.test(message)) return 'ticket-expired'
  return /according to policy/i.test(message) ? 'policy-refused' : 'access-denied'
}

/** Reads the text of the first element with that name; OSS's error XML is flat. */
function xmlText(xml: string, name: string): string {
  const match = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)
  return match?.[1] ?? ''
}
