/**
 * Merges the wanted rules with the existing ones. OSS refuses two rules of one action whose prefixes overlap, so the
 * existing rules decide what is possible: https://help.aliyun.com/zh/oss/user-guide/0014-00000084
 */

import { childText, element, type XmlElement } from '../../../oss/xml'
import type { Text } from '../../terminal/language'
import { daysOf, isEnabled, isPlain, type LifecycleAction, lifecycleRule, prefixOf, type WantedRule } from './lifecycle'

export interface MergedLifecycle {
  /** The same array if nothing has to change. */
  rules: XmlElement[]
  /** Says what could not be done, and why. */
  notes: Text[]
}

export const mergeLifecycle = (rules: XmlElement[], wanted: readonly WantedRule[]): MergedLifecycle =>
  wanted.reduce<MergedLifecycle>(
    (merged, rule) => {
      const next = mergeOne(merged.rules, rule)
      return { rules: next.rules, notes: [...merged.notes, ...next.notes] }
    },
    { rules, notes: [] },
  )

function mergeOne(rules: XmlElement[], wanted: WantedRule): MergedLifecycle {
  const { action, prefix, days } = wanted
  const rivals = rules.filter((rule) => isPlain(rule) && daysOf(rule, action) !== undefined)
  const above = rivals.find((rule) => prefix.startsWith(prefixOf(rule)) && prefixOf(rule) !== prefix)
  if (above) {
    const isCovered = isEnabled(above) && Number(daysOf(above, action)) <= days
    return { rules, notes: isCovered ? [] : [overlaps(above, wanted)] }
  }
  const same = rivals.find((rule) => prefixOf(rule) === prefix)
  const below = rivals.filter((rule) => rule !== same && prefixOf(rule).startsWith(prefix))
  // The wanted rule replaces these, so it must remove objects as early as the strictest of them.
  const least = Math.min(days, ...[...below, ...(same ? [same] : [])].map((rule) => Number(daysOf(rule, action))))
  if (same && isEnabled(same) && Number(daysOf(same, action)) === least && below.length === 0)
    return { rules, notes: [] }
  const others = rules.flatMap((rule) => (below.includes(rule) ? without(rule, action) : [rule]))
  if (!same) return { rules: [...others, lifecycleRule({ ...wanted, days: least })], notes: [] }
  return { rules: others.map((rule) => (rule === same ? changed(rule, action, least) : rule)), notes: [] }
}

/** Removes one action from a rule. Returns nothing if the rule had no other action. */
function without(rule: XmlElement, action: LifecycleAction): XmlElement[] {
  const rest = { ...rule, children: rule.children.filter(({ name }) => name !== action) }
  return rest.children.every(({ name }) => ['ID', 'Prefix', 'Status'].includes(name)) ? [] : [rest]
}

const changed = (rule: XmlElement, action: LifecycleAction, days: number): XmlElement => ({
  ...rule,
  children: rule.children.map((child) => {
    if (child.name === 'Status') return element('Status', 'Enabled')
    return child.name === action ? element(action, [element('Days', String(days))]) : child
  }),
})

/** Why the wanted rule cannot be written: an existing rule has a shorter prefix. */
function overlaps(rule: XmlElement, { action, prefix, days }: WantedRule): Text {
  const id = childText(rule, 'ID') || prefixOf(rule) || '*'
  const [zh, en] = isEnabled(rule)
    ? [
        `规则“${id}”决定 ${prefix} 下的内容何时清理（${action}），不能设为 ${days} 天`,
        `rule “${id}” decides when ${prefix} is cleared (${action}), so it cannot be ${days === 1 ? '1 day' : `${days} days`}`,
      ]
    : [
        `规则“${id}”已停用，${prefix} 下的内容不会清理（${action}）`,
        `rule “${id}” is disabled, so ${prefix} is never cleared (${action})`,
      ]
  return {
    zh: `${zh}：OSS 不接受前缀重叠的第二条同类规则。请在控制台缩小这条规则的前缀。`,
    en: `${en}: OSS refuses a second rule of this action whose prefix overlaps. Narrow the prefix of that rule in the console.`,
  }
}

/** Removes the rules that `apply` writes. They are identified by their ids. */
export const withoutLifecycle = (rules: XmlElement[], wanted: readonly WantedRule[]): XmlElement[] =>
  rules.filter((rule) => !wanted.some(({ id }) => id === childText(rule, 'ID')))
