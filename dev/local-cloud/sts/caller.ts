import type { KeyRing, LongKey, Session } from '../auth/key-ring'
import { isAllowed } from '../auth/policy/judge'
import { stsError } from './errors'

/** The caller of STS; the signature is not checked yet. */
export type Caller = LongKey | ({ kind: 'sts' } & Session)

/** @throws StsError if STS does not accept the key */
export function findCaller(ring: KeyRing, accessKeyId: string, token: string | undefined, now: number): Caller {
  const key = ring.keys.get(accessKeyId)
  if (key) {
    if (!key.isActive) throw stsError('InvalidAccessKeyId.Inactive', 'Specified access key is disabled.')
    return key
  }
  const session = ring.session(accessKeyId)
  if (!session) throw stsError('InvalidAccessKeyId.NotFound', 'Specified access key is not found.')
  if (!token) throw stsError('MissingSecurityToken', 'SecurityToken is mandatory for this action.')
  const isValid = session.securityToken === token && !session.isRevoked && now < session.expires
  if (!isValid) throw stsError('InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.')
  return { kind: 'sts', ...session }
}

/** The account itself may assume no role: https://help.aliyun.com/en/ram/support/faq-about-ram-roles-and-sts-tokens */
export function permitAssumeRole(caller: Caller, roleArn: string, isTrusted: boolean): void {
  if (caller.kind === 'root') throw stsError('NoPermission', 'Roles may not be assumed by root accounts.')
  const permission = { action: 'sts:AssumeRole', resource: roleArn, context: {} }
  // Both have to allow it; the answer does not say which one refused.
  if (isTrusted && caller.policies.every((policy) => isAllowed(policy, permission))) return
  throw stsError('NoPermission', 'You are not authorized to do this action. You should be authorized by RAM.')
}
