import { ossError } from '../errors'
import { isAllowed } from './authorize'
import type { Principal } from './identify'

/** What an operation needs of one object. */
export interface Need {
  /** `oss:PutObject` */
  action: string
  bucket: string
  key: string
  /** Condition keys of this request, such as `oss:x-oss-object-acl`. */
  context?: Record<string, string>
}

/** Throws unless role policy and session policy both allow it. The bucket is private and has no policy of its own. */
export function permit(principal: Principal, { action, bucket, key, context = {} }: Need): void {
  if (principal.kind === 'sts') {
    const permission = { action, resource: `acs:oss:*:*:${bucket}/${key}`, context }
    if (principal.policies.every((policy) => isAllowed(policy, permission))) return
    throw ossError('AccessDenied', "Access denied by authorizer's policy.", { ec: '0003-00000301' })
  }
  const message = 'You have no right to access this object because of bucket acl.'
  throw ossError('AccessDenied', message, { ec: '0003-00000001' })
}
