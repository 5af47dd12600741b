/**
 * What an STS session of each scope may do: the role's rights cut down to one prefix of one bucket.
 * https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
 */
import type { Scope } from './credentials'

export interface PolicyStatement {
  Effect: 'Allow' | 'Deny'
  Action: readonly string[]
  Resource: readonly string[]
  /** Operator → condition key → values. */
  Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

export interface SessionPolicy {
  Version: '1'
  Statement: readonly PolicyStatement[]
}

/** Copies and completed uploads are given their ACL without PutObjectAcl: that is for the call of this name only. */
const MANAGE_ACTIONS = [
  'oss:GetObject',
  'oss:PutObject',
  'oss:PutObjectAcl',
  'oss:DeleteObject',
  'oss:ListParts',
  'oss:AbortMultipartUpload',
]

/** At most 2048 characters, which is STS's limit. */
export function sessionPolicy(scope: Scope, bucket: string, prefix: string): SessionPolicy {
  const objects = (path: string): string[] => [`acs:oss:*:*:${bucket}/${path}/*`]
  const statements: Record<Scope, PolicyStatement[]> = {
    // Forms go to `pending/`, parts to the final key, where only `manage` can make an object of them. The token that
    // clients see opens nothing without its secret: each of its signatures is good for one form, or for one part.
    upload: [
      { Effect: 'Allow', Action: ['oss:PutObject'], Resource: objects(prefix) },
      // Web pages' own, who have credentials of their own.
      { Effect: 'Deny', Action: ['oss:PutObject'], Resource: objects(`${prefix}/sts`) },
    ],
    read: [
      { Effect: 'Allow', Action: ['oss:GetObject'], Resource: objects(prefix) },
      {
        Effect: 'Deny',
        Action: ['oss:GetObject'],
        // Not yet checked, so nobody may be shown it; and what users put there without us, for their own sessions only.
        Resource: [...objects(`${prefix}/pending`), ...objects(`${prefix}/sts`)],
      },
    ],
    manage: [{ Effect: 'Allow', Action: MANAGE_ACTIONS, Resource: objects(prefix) }],
  }
  return { Version: '1', Statement: statements[scope] }
}
