/** Lifecycle rules. https://help.aliyun.com/zh/oss/developer-reference/putbucketlifecycle */
import { childText, element, type XmlElement } from '../../../oss/xml'
import type { RuleSet } from './rule-set'

export const LIFECYCLE: RuleSet = {
  query: 'lifecycle',
  root: 'LifecycleConfiguration',
  rule: 'Rule',
  missingCode: 'NoSuchLifecycle',
  action: 'BucketLifecycle',
  describe: (rule) => {
    const rest = rule.children.filter(({ name }) => !['ID', 'Prefix', 'Status'].includes(name))
    return [
      childText(rule, 'ID') || '-',
      childText(rule, 'Prefix') || '*',
      ...(childText(rule, 'Status') === 'Enabled' ? [] : [childText(rule, 'Status')]),
      ...rest.map(actionText),
    ].join('  ')
  },
}

const actionText = ({ name, text, children }: XmlElement): string =>
  children.length === 0 ? `${name} ${text.trim()}` : `${name}(${children.map(actionText).join(', ')})`

export type LifecycleAction = 'Expiration' | 'AbortMultipartUpload'

/** A rule that `setup lifecycle apply` writes. */
export interface WantedRule {
  id: string
  action: LifecycleAction
  prefix: string
  days: number
}

/** One day longer than an `upload` token is valid: until then an unfinished upload can be resumed. */
const PARTS_DAYS = 8

/** Unconfirmed uploads are removed after one day, unfinished parts after eight. */
export const wantedRules = (prefix: string): WantedRule[] => [
  { id: 'wx-oss-upload-pending', action: 'Expiration', prefix: `${prefix}/pending/`, days: 1 },
  { id: 'wx-oss-upload-parts', action: 'AbortMultipartUpload', prefix: `${prefix}/`, days: PARTS_DAYS },
]

export const lifecycleRule = ({ id, action, prefix, days }: WantedRule): XmlElement =>
  element('Rule', [
    element('ID', id),
    element('Prefix', prefix),
    element('Status', 'Enabled'),
    element(action, [element('Days', String(days))]),
  ])

export const prefixOf = (rule: XmlElement): string => childText(rule, 'Prefix')

export const isEnabled = (rule: XmlElement): boolean => childText(rule, 'Status') === 'Enabled'

/** Undefined without the action, Infinity if the rule has a date instead of days. */
export function daysOf(rule: XmlElement, action: LifecycleAction): number | undefined {
  const found = rule.children.find(({ name }) => name === action)
  return found && (Number(childText(found, 'Days')) || Number.POSITIVE_INFINITY)
}

/** True if the rule applies to every object below its prefix, not only to some tags or sizes. */
export const isPlain = (rule: XmlElement): boolean =>
  !rule.children.some(({ name }) => name === 'Tag' || name === 'Filter')
