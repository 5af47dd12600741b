import type { KeyRing, LongKey, Session } from '../auth/key-ring'
import { isAllowed } from '../auth/policy/judge'
import { stsError } from './errors'

/** Who calls STS, before the signature has been checked. */
export type Caller = LongKey | ({ kind: 'sts' } & Session)

/** Throws what STS answers to a key that it does not accept. */
export function findCaller(ring: KeyRing, accessKeyId: string, token: string | undefined, now: number): Caller {
  const key = ring.keys.get(accessKeyId)
  if (key) {
    if (!key.isActive) throw stsError('InvalidAccessKeyId.Inactive', 'Specified access key is disabled.')
    return key
  }
  const session = ring.session(accessKeyId)
  if (!session) throw stsError('InvalidAccessKeyId.NotFound', 'Specified access key is not found.')
  if (!token) throw stsError('MissingSecurityToken', 'SecurityToken is mandatory for this action.')
  const isGood = session.securityToken === token && !session.isRevoked && now < session.expires
  if (!isGood) throw stsError('InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.')
  return { kind: 'sts', ...session }
}

/** https://help.aliyun.com/en/ram/support/faq-about-ram-roles-and-sts-tokens: the account itself may assume no role. */
export function permitAssumeRole(caller: Caller, roleArn: string, isTrusted: boolean): void {
  if (caller.kind === 'root') throw stsError('NoPermission', 'Roles may not be assumed by root accounts.')
  const permission = { action: 'sts:AssumeRole', resource: roleArn, context: {} }
  // Both have to agree, and which one did not is not told.
  if (isTrusted && caller.policies.every((policy) => isAllowed(policy, permission))) return
  throw stsError('NoPermission', 'You are not authorized to do this action. You should be authorized by RAM.')
}
