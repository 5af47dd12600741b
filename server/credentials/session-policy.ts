/**
 * The policy of each scope: it narrows the role's rights to one prefix of one bucket.
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

/** Only the PutObjectACL call needs `oss:PutObjectAcl`. Copies and completed uploads get their ACL without it. */
const MANAGE_ACTIONS = [
  'oss:GetObject',
  'oss:PutObject',
  'oss:PutObjectAcl',
  'oss:DeleteObject',
  'oss:ListParts',
  'oss:AbortMultipartUpload',
]

/**
 * At most 2048 characters, which is STS's limit.
 * @param siblings other buckets, from which files may be copied into this one.
 */
export function sessionPolicy(
  scope: Scope,
  bucket: string,
  prefix: string,
  siblings: readonly string[] = [],
): SessionPolicy {
  const objects = (path: string): string[] => [`acs:oss:*:*:${bucket}/${path}/*`]
  const copied = siblings.map((name) => `acs:oss:*:*:${name}/${prefix}/*`)
  const statements: Record<Scope, PolicyStatement[]> = {
    // Forms go to `pending/`. Parts go to the final key, where only `manage` can complete them. Clients see the token
    // but not the secret, so they have only signatures: each is valid for one form or one part.
    upload: [
      { Effect: 'Allow', Action: ['oss:PutObject'], Resource: objects(prefix) },
      // This folder belongs to web pages, which get credentials of their own.
      { Effect: 'Deny', Action: ['oss:PutObject'], Resource: objects(`${prefix}/sts`) },
    ],
    read: [
      { Effect: 'Allow', Action: ['oss:GetObject'], Resource: objects(prefix) },
      {
        Effect: 'Deny',
        Action: ['oss:GetObject'],
        // Pending objects are not checked yet. Objects below `sts/` may only be read with the user's own session.
        Resource: [...objects(`${prefix}/pending`), ...objects(`${prefix}/sts`)],
      },
    ],
    manage: [
      { Effect: 'Allow', Action: MANAGE_ACTIONS, Resource: objects(prefix) },
      ...(copied.length > 0 ? [{ Effect: 'Allow' as const, Action: ['oss:GetObject'], Resource: copied }] : []),
    ],
  }
  return { Version: '1', Statement: statements[scope] }
}
