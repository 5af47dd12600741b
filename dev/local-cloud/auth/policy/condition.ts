import { BlockList, isIP, isIPv4 } from 'node:net'
import type { Statement } from './policy-document'
import { matchesWildcards } from './wildcards'

type Compare = (actual: string, wanted: string) => boolean

/** Operators that are met if any of the values matches. */
const OPERATORS: Record<string, Compare> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: (actual, wanted) => matchesWildcards(wanted, actual),
  NumericEquals: numeric((a, b) => a === b),
  NumericLessThan: numeric((a, b) => a < b),
  NumericLessThanEquals: numeric((a, b) => a <= b),
  NumericGreaterThan: numeric((a, b) => a > b),
  NumericGreaterThanEquals: numeric((a, b) => a >= b),
  DateEquals: dates((a, b) => a === b),
  DateLessThan: dates((a, b) => a < b),
  DateLessThanEquals: dates((a, b) => a <= b),
  DateGreaterThan: dates((a, b) => a > b),
  DateGreaterThanEquals: dates((a, b) => a >= b),
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  IpAddress: isWithin,
}

/** Negated operators: met if no value matches, or if the request has no such key. */
const NEGATIONS: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
}

/**
 * https://www.alibabacloud.com/help/en/ram/user-guide/policy-elements, "Condition". An unknown operator fails closed: an
 * Allow never applies, a Deny always does.
 */
export function holds(
  effect: Statement['effect'],
  operator: string,
  actual: string | undefined,
  values: readonly string[],
): boolean {
  const negated = NEGATIONS[operator]
  const compare = OPERATORS[negated ?? operator]
  if (!compare) return effect === 'Deny'
  const isMet = actual !== undefined && values.some((value) => compare(actual, value))
  return negated === undefined ? isMet : !isMet
}

function numeric(compare: (a: number, b: number) => boolean): Compare {
  return (actual, wanted) => compare(Number(actual), Number(wanted))
}

function dates(compare: (a: number, b: number) => boolean): Compare {
  return (actual, wanted) => compare(Date.parse(actual), Date.parse(wanted))
}

/** `10.0.0.0/8`, or one address. */
function isWithin(actual: string, wanted: string): boolean {
  const [network = '', bits] = wanted.split('/')
  if (isIP(actual) === 0 || isIP(network) === 0) return false
  const family = isIPv4(network) ? 'ipv4' : 'ipv6'
  const max = family === 'ipv4' ? 32 : 128
  const prefix = bits === undefined ? max : Number(bits)
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > max) return false
  const list = new BlockList()
  list.addSubnet(network, prefix, family)
  return list.check(actual, isIPv4(actual) ? 'ipv4' : 'ipv6')
}
