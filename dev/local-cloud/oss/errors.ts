import { xmlDocument } from '../http/write-xml'

/** The OSS error codes of this cloud with their HTTP status: https://help.aliyun.com/zh/oss/developer-reference/error-code */
export const STATUS = {
  AccessDenied: 403,
  AccessForbidden: 403,
  AccessKeyIdAndSecurityTokenNotMatch: 403,
  BadRequest: 400,
  BucketNotEmpty: 409,
  CallbackFailed: 203,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  FieldItemTooLong: 400,
  FileAlreadyExists: 409,
  IncorrectNumberOfFilesInPOSTRequest: 400,
  InternalError: 500,
  ImageTooLarge: 400,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidBucketName: 400,
  InvalidDigest: 400,
  InvalidEncryptionAlgorithmError: 400,
  InvalidObjectName: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidPolicyDocument: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidSecurityToken: 403,
  InvalidTag: 400,
  InvalidTargetType: 400,
  MalformedPOSTRequest: 400,
  MalformedXML: 400,
  MaxPOSTPreDataLengthExceededError: 400,
  MethodNotAllowed: 405,
  MissingArgument: 400,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchCORSConfiguration: 404,
  NoSuchKey: 404,
  NoSuchLifecycle: 404,
  NoSuchStyle: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  NotModified: 304,
  NotSymlink: 400,
  ObjectNotAppendable: 409,
  OperationNotSupported: 400,
  PartNotSequential: 409,
  PositionNotEqualToLength: 409,
  PreconditionFailed: 412,
  PublicEndpointForbidden: 400,
  RequestIsNotMultiPartContent: 400,
  RequestTimeTooSkewed: 403,
  SecondLevelDomainForbidden: 403,
  SecurityTokenExpired: 403,
  SignatureDoesNotMatch: 403,
  SymlinkTargetNotExist: 404,
} as const

export type OssErrorCode = keyof typeof STATUS

export interface OssErrorParts {
  /** OSS's fine-grained code (EC). Missing if the documentation gives none. */
  ec?: string
  /** XML elements that only this code has, such as `ProposedSize`. */
  details?: Record<string, string>
  /** Headers of the answer. */
  headers?: Record<string, string>
  /** The rule that refused the request, for the journal. Default: the message. */
  rule?: string
}

/** A refusal of OSS; `handle-oss.ts` turns it into the answer. */
export class OssError extends Error {
  readonly code: string
  readonly status: number
  readonly ec: string | undefined
  readonly details: Record<string, string>
  readonly headers: Record<string, string>
  readonly rule: string

  constructor(code: string, status: number, message: string, parts: OssErrorParts = {}) {
    const { ec, details = {}, headers = {}, rule = message } = parts
    super(message)
    this.name = 'OssError'
    this.code = code
    this.status = status
    this.ec = ec
    this.details = details
    this.headers = headers
    this.rule = rule
  }
}

export function ossError(code: OssErrorCode, message: string, parts?: OssErrorParts): OssError {
  return new OssError(code, STATUS[code], message, parts)
}

/** @param what an operation or a header of OSS that this cloud does not have */
export const notImplemented = (what: string): OssError =>
  ossError('NotImplemented', `The local cloud does not have ${what}.`)

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
