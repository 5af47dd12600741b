import type { Patterns, Statement } from './policy-document'

/** One thing somebody wants to do. */
export interface Permission {
  /** `oss:PutObject` */
  action: string
  /** `acs:oss:*:*:bucket/key` */
  resource: string
  /** Condition keys of this request, such as `oss:x-oss-object-acl`. */
  context: Record<string, string>
}

/** Within one policy a Deny beats every Allow, and what is not allowed is denied. */
export function isAllowed(policy: readonly Statement[], permission: Permission): boolean {
  const applying = policy.filter((statement) => applies(statement, permission))
  return applying.some(({ effect }) => effect === 'Allow') && applying.every(({ effect }) => effect === 'Allow')
}

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

/** Conditions that cannot be judged here fail closed: they never help an Allow and never hold back a Deny. */
function holds(effect: Statement['effect'], operator: string, actual: string | undefined, values: string[]): boolean {
  switch (operator) {
    case 'StringEquals':
      return actual !== undefined && values.includes(actual)
    case 'StringNotEquals':
      return actual === undefined || !values.includes(actual)
    case 'StringLike':
      return actual !== undefined && values.some((value) => matchesWildcards(value, actual))
    case 'StringNotLike':
      return actual === undefined || !values.some((value) => matchesWildcards(value, actual))
    default:
      return effect === 'Deny'
  }
}

/** `*` is any text, `/` included; `?` is one character. */
export function matchesWildcards(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
  return new RegExp(`^${source}$`, 'su').test(text)
}
