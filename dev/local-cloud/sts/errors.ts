/** https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-errorcodes */
const STATUS = {
  'EntityNotExist.Role': 404,
  IncompleteSignature: 400,
  InternalError: 500,
  'InvalidAccessKeyId.Inactive': 403,
  'InvalidAccessKeyId.NotFound': 404,
  'InvalidAction.NotFound': 404,
  'InvalidParameter.DurationSeconds': 400,
  'InvalidParameter.ExternalId': 400,
  'InvalidParameter.PolicyGrammar': 400,
  'InvalidParameter.PolicySize': 400,
  'InvalidParameter.RoleArn': 400,
  'InvalidParameter.RoleSessionName': 400,
  'InvalidParameter.SourceIdentity': 400,
  'InvalidSecurityToken.Expired': 400,
  'InvalidTimeStamp.Expired': 400,
  InvalidVersion: 400,
  MissingRoleArn: 400,
  MissingRoleSessionName: 400,
  MissingSecurityToken: 400,
  NoPermission: 403,
  SignatureDoesNotMatch: 400,
  SignatureNonceUsed: 400,
  Throttling: 400,
} as const

export type StsErrorCode = keyof typeof STATUS

/** A refusal of STS; `handle-sts.ts` turns it into the answer. */
export class StsError extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, status: number, message: string) {
    super(message)
    this.name = 'StsError'
    this.code = code
    this.status = status
  }
}

export const stsError = (code: StsErrorCode, message: string): StsError => new StsError(code, STATUS[code], message)
