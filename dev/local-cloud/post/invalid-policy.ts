import { type OssError, ossError } from '../oss/errors'

export function invalidPolicy(message: string, ec?: string): OssError {
  return ossError('InvalidPolicyDocument', message, ec === undefined ? {} : { ec })
}
