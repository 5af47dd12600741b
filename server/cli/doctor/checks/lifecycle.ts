import { LIFECYCLE, wantedRules } from '../../setup/rules/lifecycle'
import { mergeLifecycle } from '../../setup/rules/merge-lifecycle'
import { OssRefusal, readRules, rulesOf } from '../../setup/rules/rule-set'
import type { XmlElement } from '../../xml'
import { type Check, type Finding, fact, warning } from '../check'
import { cannotSee } from '../refusals'

export const LIFECYCLE_CHECK: Check = {
  id: 'lifecycle',
  title: { zh: '生命周期规则', en: 'lifecycle rules' },
  why: {
    zh: '没有确认的上传和没传完的分片会一直留着、一直计费。',
    en: 'Uploads that nobody confirmed, and parts that nobody finished, stay and are paid for.',
  },
  needs: ['bucket'],
  async run({ operator, settings: { config } }) {
    try {
      return judgeLifecycle(rulesOf(LIFECYCLE, await readRules(LIFECYCLE, operator)), config.oss.prefix)
    } catch (thrown) {
      if (thrown instanceof OssRefusal && thrown.action) return [cannotSee(thrown.action)]
      throw thrown
    }
  },
}

export function judgeLifecycle(rules: XmlElement[], prefix: string): Finding[] {
  const wanted = wantedRules(prefix)
  const found = wanted.flatMap((rule) => {
    const merged = mergeLifecycle(rules, [rule])
    if (merged.notes.length > 0) {
      return merged.notes.map((note) =>
        warning('late', note, { mend: note, command: 'npx wx-oss-upload-server setup lifecycle get' }),
      )
    }
    return merged.rules === rules ? [] : [missing(rule.action, rule.prefix, rule.days)]
  })
  return found.length > 0
    ? found
    : [
        fact(
          'there',
          'pending/ 一天后清理，没传完的分片也会清理',
          'pending/ is cleared after a day, unfinished parts as well',
        ),
      ]
}

const missing = (action: string, prefix: string, days: number): Finding =>
  warning(
    action === 'Expiration' ? 'no-pending-rule' : 'no-parts-rule',
    action === 'Expiration'
      ? { zh: `没有规则在 ${days} 天后清理 ${prefix}`, en: `no rule clears ${prefix} after ${days} day` }
      : {
          zh: `没有规则在 ${days} 天内清理 ${prefix} 下没传完的分片`,
          en: `no rule removes unfinished parts under ${prefix} within ${days} days`,
        },
    {
      mend: {
        zh: '写入这两条规则（与已有的合并）；控制台在“数据管理 → 生命周期”。',
        en: 'Write the two rules (merged with what is there); in the console they are under Data Management → Lifecycle.',
      },
      command: 'npx wx-oss-upload-server setup lifecycle apply',
    },
  )
