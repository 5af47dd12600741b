/** CORS rules. They have no names: a rule is known by its origins. https://help.aliyun.com/zh/oss/developer-reference/putbucketcors */
import { childText, childTexts, element, type XmlElement } from '../../xml'
import type { RuleSet } from './rule-set'

export const CORS: RuleSet = {
  query: 'cors',
  root: 'CORSConfiguration',
  rule: 'CORSRule',
  none: 'NoSuchCORSConfiguration',
  action: 'BucketCors',
  line: (rule) =>
    [
      childTexts(rule, 'AllowedOrigin').join(' '),
      childTexts(rule, 'AllowedMethod').join(','),
      `headers ${childTexts(rule, 'AllowedHeader').join(',') || '-'}`,
      `expose ${childTexts(rule, 'ExposeHeader').join(',') || '-'}`,
      `${childText(rule, 'MaxAgeSeconds') || 0} s`,
    ].join('  '),
}

/** All that a page may need: forms, parts, and what ali-oss sends by itself. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']

/** What an uploader reads of an answer; ali-oss fails without `ETag`. */
export const EXPOSED = ['ETag', 'x-oss-request-id', 'x-oss-hash-crc64ecma', 'x-oss-version-id']

const MAX_AGE_SECONDS = '600'
export const MOST_RULES = 10

/** What `apply` writes where there is nothing yet. */
export const corsRule = (origins: readonly string[]): XmlElement =>
  element('CORSRule', [
    ...origins.map((origin) => element('AllowedOrigin', origin)),
    ...METHODS.map((method) => element('AllowedMethod', method)),
    element('AllowedHeader', '*'),
    ...EXPOSED.map((name) => element('ExposeHeader', name)),
    element('MaxAgeSeconds', MAX_AGE_SECONDS),
  ])

/**
 * The rules with ours among them; the very same array when they do already. Nothing of anybody else’s is lost: a rule
 * of the same origins is widened, any other stays. Ours goes first, for OSS uses the first rule that fits.
 */
export function mergeCors(rules: XmlElement[], origins: readonly string[]): XmlElement[] {
  if (origins.every((origin) => METHODS.every((method) => isServed(rules, origin, method)))) return rules
  const own = rules.find((rule) => isOf(rule, origins))
  return [own ? widened(own, origins) : corsRule(origins), ...rules.filter((rule) => rule !== own)]
}

/** Without the rule that `apply` writes; one that allows more or less is somebody’s own, and stays. */
export const withoutCors = (rules: XmlElement[], origins: readonly string[]): XmlElement[] =>
  rules.filter(
    (rule) => !(isOf(rule, origins) && CORS.line(rule) === CORS.line(corsRule(childTexts(rule, 'AllowedOrigin')))),
  )

const isOf = (rule: XmlElement, origins: readonly string[]): boolean =>
  [...childTexts(rule, 'AllowedOrigin')].sort().join() === [...origins].sort().join()

/** Whether the first rule that fits lets the page do what it must, and shows it what it reads. */
function isServed(rules: XmlElement[], origin: string, method: string): boolean {
  const rule = rules.find(
    (one) =>
      childTexts(one, 'AllowedOrigin').some((pattern) => fits(pattern, origin)) &&
      childTexts(one, 'AllowedMethod').includes(method),
  )
  const exposed = rule ? childTexts(rule, 'ExposeHeader').map((name) => name.toLowerCase()) : []
  return (
    rule !== undefined &&
    childTexts(rule, 'AllowedHeader').includes('*') &&
    EXPOSED.every((name) => exposed.includes(name.toLowerCase()))
  )
}

/** One `*` at most. */
function fits(pattern: string, text: string): boolean {
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
