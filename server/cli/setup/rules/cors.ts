/**
 * CORS rules. They have no names, so a rule is identified by its origins.
 * https://help.aliyun.com/zh/oss/developer-reference/putbucketcors
 */
import { childText, childTexts, element, type XmlElement } from '../../../oss/xml'
import type { RuleSet } from './rule-set'

export const CORS: RuleSet = {
  query: 'cors',
  root: 'CORSConfiguration',
  rule: 'CORSRule',
  missingCode: 'NoSuchCORSConfiguration',
  action: 'BucketCors',
  describe: (rule) =>
    [
      childTexts(rule, 'AllowedOrigin').join(' '),
      childTexts(rule, 'AllowedMethod').join(','),
      `headers ${childTexts(rule, 'AllowedHeader').join(',') || '-'}`,
      `expose ${childTexts(rule, 'ExposeHeader').join(',') || '-'}`,
      `${childText(rule, 'MaxAgeSeconds') || 0} s`,
    ].join('  '),
}

/** The methods that a page may need: for forms, for parts, and for the other requests of ali-oss. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']

/** The headers that uploaders read. ali-oss fails without `ETag`. */
export const EXPOSED = ['ETag', 'x-oss-request-id', 'x-oss-hash-crc64ecma', 'x-oss-version-id']

const MAX_AGE_SECONDS = '600'
export const MAX_RULES = 10

/** The rule that `apply` writes if there is none for these origins. */
export const corsRule = (origins: readonly string[]): XmlElement =>
  element('CORSRule', [
    ...origins.map((origin) => element('AllowedOrigin', origin)),
    ...METHODS.map((method) => element('AllowedMethod', method)),
    element('AllowedHeader', '*'),
    ...EXPOSED.map((name) => element('ExposeHeader', name)),
    element('MaxAgeSeconds', MAX_AGE_SECONDS),
  ])

/**
 * Adds what uploads from these origins need; returns the same array if nothing is missing. A rule of the same origins is
 * widened, every other rule stays. The rule comes first, because OSS uses the first rule that matches.
 */
export function mergeCors(rules: XmlElement[], origins: readonly string[]): XmlElement[] {
  if (origins.every((origin) => METHODS.every((method) => isServed(rules, origin, method)))) return rules
  const own = rules.find((rule) => isOf(rule, origins))
  return [own ? widened(own, origins) : corsRule(origins), ...rules.filter((rule) => rule !== own)]
}

/** Removes the rule that `apply` writes. A rule that allows more or less was changed by its owner, and stays. */
export const withoutCors = (rules: XmlElement[], origins: readonly string[]): XmlElement[] =>
  rules.filter(
    (rule) =>
      !(isOf(rule, origins) && CORS.describe(rule) === CORS.describe(corsRule(childTexts(rule, 'AllowedOrigin')))),
  )

const isOf = (rule: XmlElement, origins: readonly string[]): boolean =>
  [...childTexts(rule, 'AllowedOrigin')].sort().join() === [...origins].sort().join()

/** True if the first matching rule allows the request and exposes the headers. */
function isServed(rules: XmlElement[], origin: string, method: string): boolean {
  const rule = rules.find(
    (one) =>
      childTexts(one, 'AllowedOrigin').some((pattern) => matches(pattern, origin)) &&
      childTexts(one, 'AllowedMethod').includes(method),
  )
  const exposed = rule ? childTexts(rule, 'ExposeHeader').map((name) => name.toLowerCase()) : []
  return (
    rule !== undefined &&
    childTexts(rule, 'AllowedHeader').includes('*') &&
    EXPOSED.every((name) => exposed.includes(name.toLowerCase()))
  )
}

/** A pattern has at most one `*`. */
function matches(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*')
  if (end === undefined) return pattern === text
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end)
}

function widened(rule: XmlElement, origins: readonly string[]): XmlElement {
  const union = (name: string, more: readonly string[]): XmlElement[] => {
    const have = childTexts(rule, name)
    const known = have.map((value) => value.toLowerCase())
    return [...have, ...more.filter((value) => !known.includes(value.toLowerCase()))].map((value) =>
      element(name, value),
    )
  }
  return element('CORSRule', [
    ...union('AllowedOrigin', origins),
    ...union('AllowedMethod', METHODS),
    ...union('AllowedHeader', ['*']),
    ...union('ExposeHeader', EXPOSED),
    element('MaxAgeSeconds', childText(rule, 'MaxAgeSeconds') || MAX_AGE_SECONDS),
  ])
}
