/**
 * What an STS session of each scope may do: the role's rights cut down to one prefix of one bucket.
 * https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
 */
import type { Scope } from './credentials'

export interface PolicyStatement {
  Effect: 'Allow' | 'Deny'
  Action: readonly string[]
  Resource: readonly string[]
}

export interface SessionPolicy {
  Version: '1'
  Statement: readonly PolicyStatement[]
}

/** CopyObject with an ACL needs no PutObjectAcl: that is for the call of this name only. */
const MANAGE_ACTIONS = [
  'oss:GetObject',
  'oss:PutObject',
  'oss:DeleteObject',
  'oss:ListParts',
  'oss:AbortMultipartUpload',
]

/** At most 2048 characters, which is STS's limit. */
export function sessionPolicy(scope: Scope, bucket: string, prefix: string): SessionPolicy {
  const objects = (path: string): string[] => [`acs:oss:*:*:${bucket}/${path}/*`]
  const statements: Record<Scope, PolicyStatement[]> = {
    // All that a ticket needs: nothing of what was confirmed can be put again with it.
    upload: [{ Effect: 'Allow', Action: ['oss:PutObject'], Resource: objects(`${prefix}/pending`) }],
    read: [
      { Effect: 'Allow', Action: ['oss:GetObject'], Resource: objects(prefix) },
      // Not yet checked, so nobody may be shown it.
      { Effect: 'Deny', Action: ['oss:GetObject'], Resource: objects(`${prefix}/pending`) },
    ],
    manage: [{ Effect: 'Allow', Action: MANAGE_ACTIONS, Resource: objects(prefix) }],
  }
  return { Version: '1', Statement: statements[scope] }
}
