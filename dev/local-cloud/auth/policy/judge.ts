import { holds } from './condition'
import type { Patterns, Statement } from './policy-document'
import { matchesWildcards } from './wildcards'

/** One thing somebody wants to do. */
export interface Permission {
  /** `oss:PutObject` */
  action: string
  /** `acs:oss:*:*:bucket/key` */
  resource: string
  /** Condition keys of this request, such as `oss:x-oss-object-acl`. */
  context: Record<string, string>
}

/** What one policy says of it. `Neither` is a refusal too, but one that an ACL can make up for. */
export interface Verdict {
  effect: Statement['effect'] | 'Neither'
  /** Counted from 1: the statement that decided. */
  statement?: number
}

/** Within one policy a Deny beats every Allow. */
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
