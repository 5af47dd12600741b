import { holds } from './condition'
import type { Patterns, Statement } from './policy-document'
import { matchesWildcards } from './wildcards'

/** An action on a resource that a principal requests. */
export interface Permission {
  /** `oss:PutObject` */
  action: string
  /** `acs:oss:*:*:bucket/key` */
  resource: string
  /** Condition keys of this request, such as `oss:x-oss-object-acl`. */
  context: Record<string, string>
}

/** The verdict of one policy. `Neither` refuses too, but an ACL can still allow the request. */
export interface Verdict {
  effect: Statement['effect'] | 'Neither'
  /** The number of the statement that decided, from 1. */
  statement?: number
}

/** Within one policy a Deny overrides every Allow. */
export function judge(policy: readonly Statement[], permission: Permission): Verdict {
  const find = (effect: Statement['effect']) =>
    policy.findIndex((statement) => statement.effect === effect && applies(statement, permission)) + 1
  const denying = find('Deny')
  if (denying > 0) return { effect: 'Deny', statement: denying }
  const allowing = find('Allow')
  return allowing > 0 ? { effect: 'Allow', statement: allowing } : { effect: 'Neither' }
}

export const isAllowed = (policy: readonly Statement[], permission: Permission): boolean =>
  judge(policy, permission).effect === 'Allow'

function applies(statement: Statement, { action, resource, context }: Permission): boolean {
  return (
    covers(statement.actions, action.toLowerCase(), (pattern) => pattern.toLowerCase()) &&
    covers(statement.resources, resource, (pattern) => pattern) &&
    Object.entries(statement.conditions).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(statement.effect, operator, context[key], values)),
    )
  )
}

function covers({ except, patterns }: Patterns, text: string, normalise: (pattern: string) => string): boolean {
  return patterns.some((pattern) => matchesWildcards(normalise(pattern), text)) !== except
}
