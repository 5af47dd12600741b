import type { Family } from '../../cloud/reported-error'

type Sentence = readonly [phrase: string, code: string]

/**
 * Sentences of OSS and STS with the code that they belong to, in lower case: people often post the sentence alone.
 * Only parts that are long enough to belong to nobody else.
 * https://help.aliyun.com/zh/oss/developer-reference/error-code
 */
const OSS: readonly Sentence[] = [
  ['policy expired', 'AccessDenied'],
  ['invalid according to policy', 'AccessDenied'],
  ["authorizer's policy", 'AccessDenied'],
  ['denied by bucket referer policy', 'AccessDenied'],
  ['must be addressed using the specified endpoint', 'AccessDenied'],
  ['no right to access this object', 'AccessDenied'],
  ['because of bucket acl', 'AccessDenied'],
  ['the bucket you access does not belong to you', 'AccessDenied'],
  ['put public object acl is not allowed', 'AccessDenied'],
  ['put public bucket acl is not allowed', 'AccessDenied'],
  ['request has expired', 'AccessDenied'],
  ['oss authentication requires a valid date', 'AccessDenied'],
  ['corsresponse: this cors request is not allowed', 'AccessForbidden'],
  ['cors is not enabled for this bucket', 'AccessForbidden'],
  ['the oss access key id you provided', 'InvalidAccessKeyId'],
  ['the oss access key id is disabled', 'InvalidAccessKeyId'],
  ['the security token you provided has expired', 'SecurityTokenExpired'],
  ['the security token you provided is invalid', 'InvalidSecurityToken'],
  ['the security token may be lost', 'InvalidAccessKeyId'],
  ['the request signature we calculated does not match', 'SignatureDoesNotMatch'],
  ["the difference between the request time and the server's time is too large", 'RequestTimeTooSkewed'],
  ['the difference between the request time and the current time is too large', 'RequestTimeTooSkewed'],
  ['invalid policy: ', 'InvalidPolicyDocument'],
  ["must contain a field named 'key'", 'InvalidArgument'],
  ['only one auth mechanism allowed', 'InvalidArgument'],
  ['invalid signing region', 'InvalidArgument'],
  ['the callback configuration is not', 'InvalidArgument'],
  ['the body of your post request is not well-formed', 'MalformedPOSTRequest'],
  ['bucket post must be of the enclosure-type multipart/form-data', 'RequestIsNotMultiPartContent'],
  ['post requires exactly one file upload per request', 'IncorrectNumberOfFilesInPOSTRequest'],
  ['post field item is too long', 'FieldItemTooLong'],
  ['your post request fields preceding the upload file were too large', 'MaxPOSTPreDataLengthExceededError'],
  ['your proposed upload exceeds the maximum allowed', 'EntityTooLarge'],
  ['your proposed upload is smaller than the minimum allowed', 'EntityTooSmall'],
  ['the content-md5 you specified', 'InvalidDigest'],
  ['the object you specified already exists and can not be overwritten', 'FileAlreadyExists'],
  ['the specified bucket does not exist', 'NoSuchBucket'],
  ['the specified bucket is not valid', 'InvalidBucketName'],
  ['the specified object is not valid', 'InvalidObjectName'],
  ['the specified key does not exist', 'NoSuchKey'],
  ['the specified upload does not exist', 'NoSuchUpload'],
  ['one or more of the specified parts could not be found', 'InvalidPart'],
  ['the list of parts was not in ascending order', 'InvalidPartOrder'],
  ['please use virtual hosted style to access', 'SecondLevelDomainForbidden'],
  ['the bucket you are visiting is not virtual hosted style', 'SecondLevelDomainForbidden'],
  ['public endpoint is not allowed', 'PublicEndpointForbidden'],
  ['response body is not valid json format', 'CallbackFailed'],
  ['error status : ', 'CallbackFailed'],
  ['your socket connection to the server was not read from or written to within the timeout period', 'RequestTimeout'],
  ['your browser sent a request that this server could not understand', 'BadRequest'],
  ['we encountered an internal error', 'InternalError'],
  ['please reduce your request rate', 'ServiceUnavailable'],
  ['a header you provided implies functionality that is not implemented', 'NotImplemented'],
]

const STS: readonly Sentence[] = [
  ['you should be authorized by ram', 'NoPermission'],
  ['roles may not be assumed by root accounts', 'NoPermission'],
  ['specified access key is not found', 'InvalidAccessKeyId.NotFound'],
  ['specified access key is disabled', 'InvalidAccessKeyId.Inactive'],
  ['specified signature is not matched with our calculation', 'SignatureDoesNotMatch'],
  ['securitytoken is mandatory for this action', 'MissingSecurityToken'],
  ['specified securitytoken is expired', 'InvalidSecurityToken.Expired'],
  ['specified securitytoken is malformed', 'InvalidSecurityToken.Malformed'],
  ['the role not exists', 'EntityNotExist.Role'],
  ['the specified role does not exist', 'EntityNotExist.Role'],
  ['the parameter rolearn is wrongly formed', 'InvalidParameter.RoleArn'],
  ['the min/max value of durationseconds', 'InvalidParameter.DurationSeconds'],
  ['specified time stamp or date value is expired', 'InvalidTimeStamp.Expired'],
  ['specified signature nonce was used already', 'SignatureNonceUsed'],
]

/** The code of a sentence without one. */
export function codeOfSentence(text: string): { family: Family; code: string } | undefined {
  const lower = text.toLowerCase()
  const find = (list: readonly Sentence[]): string | undefined => list.find(([phrase]) => lower.includes(phrase))?.[1]
  const [oss, sts] = [find(OSS), find(STS)]
  if (oss) return { family: 'oss', code: oss }
  return sts ? { family: 'sts', code: sts } : undefined
}
