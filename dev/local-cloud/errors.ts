import { xmlDocument } from './xml'

/** OSS's error codes that can arise here, with their HTTP status: https://help.aliyun.com/zh/oss/developer-reference/error-code */
const STATUS = {
  AccessDenied: 403,
  AccessForbidden: 403,
  CallbackFailed: 203,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  FieldItemTooLong: 400,
  FileAlreadyExists: 409,
  IncorrectNumberOfFilesInPOSTRequest: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidDigest: 400,
  InvalidEncryptionAlgorithmError: 400,
  InvalidObjectName: 400,
  InvalidPolicyDocument: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidSecurityToken: 403,
  AccessKeyIdAndSecurityTokenNotMatch: 403,
  MalformedPOSTRequest: 400,
  MaxPOSTPreDataLengthExceededError: 400,
  MethodNotAllowed: 405,
  MissingArgument: 400,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NotImplemented: 501,
  NotModified: 304,
  PreconditionFailed: 412,
  RequestIsNotMultiPartContent: 400,
  RequestTimeTooSkewed: 403,
  SecondLevelDomainForbidden: 403,
  SecurityTokenExpired: 403,
  SignatureDoesNotMatch: 403,
} as const

export type OssErrorCode = keyof typeof STATUS

export interface OssErrorParts {
  /** OSS's fine-grained code. Left out where no page of the documentation gives one. */
  ec?: string
  /** Elements of this code alone, such as `ProposedSize`. */
  details?: Record<string, string>
}

/** Thrown by whatever refuses; `oss.ts` turns it into the answer. */
export class OssError extends Error {
  readonly code: string
  readonly status: number
  readonly ec: string | undefined
  readonly details: Record<string, string>

  constructor(code: string, status: number, message: string, { ec, details = {} }: OssErrorParts = {}) {
    super(message)
    this.name = 'OssError'
    this.code = code
    this.status = status
    this.ec = ec
    this.details = details
  }
}

export function ossError(code: OssErrorCode, message: string, parts?: OssErrorParts): OssError {
  return new OssError(code, STATUS[code], message, parts)
}

export function errorXml(error: OssError, requestId: string, hostId: string): Buffer {
  return xmlDocument('Error', {
    Code: error.code,
    Message: error.message,
    RequestId: requestId,
    HostId: hostId,
    ...error.details,
    ...(error.ec && { EC: error.ec, RecommendDoc: `https://api.aliyun.com/troubleshoot?q=${error.ec}` }),
  })
}
