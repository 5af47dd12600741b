/**
 * Puts our rules among those that are there. Two rules of one action may not meet in their prefixes (EC 0014-00000084),
 * so what is there already decides: https://help.aliyun.com/zh/oss/user-guide/0014-00000084
 */
import type { Text } from '../../language'
import { childText, element, type XmlElement } from '../../xml'
import { daysOf, isEnabled, isPlain, type LifecycleAction, lifecycleRule, prefixOf, type WantedRule } from './lifecycle'

export interface MergedLifecycle {
  /** The very same array when nothing has to change. */
  rules: XmlElement[]
  /** What could not be done, and why. */
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
    return { rules, notes: isCovered ? [] : [coveredLate(above, wanted)] }
  }
  const same = rivals.find((rule) => prefixOf(rule) === prefix)
  const below = rivals.filter((rule) => rule !== same && prefixOf(rule).startsWith(prefix))
  // Theirs may be stricter: then ours is as strict, for it takes their place.
  const least = Math.min(days, ...[...below, ...(same ? [same] : [])].map((rule) => Number(daysOf(rule, action))))
  if (same && isEnabled(same) && Number(daysOf(same, action)) === least && below.length === 0)
    return { rules, notes: [] }
  const others = rules.flatMap((rule) => (below.includes(rule) ? without(rule, action) : [rule]))
  if (!same) return { rules: [...others, lifecycleRule({ ...wanted, days: least })], notes: [] }
  return { rules: others.map((rule) => (rule === same ? changed(rule, action, least) : rule)), notes: [] }
}

/** The same rule without one of its actions; nothing when that was all it did. */
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

function coveredLate(rule: XmlElement, { action, prefix, days }: WantedRule): Text {
  const id = childText(rule, 'ID') || prefixOf(rule) || '*'
  const [zh, en] = isEnabled(rule)
    ? [`按规则“${id}”的期限`, `by the terms of rule “${id}”`]
    : [`规则“${id}”是停用的，所以不会`, `not at all, for rule “${id}” is disabled`]
  return {
    zh: `${prefix} 下的内容${zh}清理（${action}），而不是 ${days} 天：OSS 不接受前缀重叠的第二条同类规则。要改，就在控制台缩小那条规则的前缀。`,
    en: `What is below ${prefix} goes ${en} (${action}), not after ${days} days: OSS takes no second rule of that action whose prefix overlaps. To change it, narrow that rule’s prefix in the console.`,
  }
}

/** Without the rules that `apply` makes, known by their ids. */
export const withoutLifecycle = (rules: XmlElement[], wanted: readonly WantedRule[]): XmlElement[] =>
  rules.filter((rule) => !wanted.some(({ id }) => id === childText(rule, 'ID')))
