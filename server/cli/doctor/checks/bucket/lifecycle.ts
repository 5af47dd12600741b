import type { XmlElement } from '../../../../oss/xml'
import { LIFECYCLE, wantedRules } from '../../../setup/rules/lifecycle'
import { mergeLifecycle } from '../../../setup/rules/merge-lifecycle'
import { OssRefusal, readRules, rulesOf } from '../../../setup/rules/rule-set'
import { commandHere } from '../../../terminal/command-here'
import { type Check, type Finding, fact, warning } from '../check'
import { unchecked } from '../refusals'

export const LIFECYCLE_CHECK: Check = {
  id: 'lifecycle',
  title: { zh: '生命周期规则', en: 'lifecycle rules' },
  why: {
    zh: '未确认的上传和未完成的分片会一直保留并计费。',
    en: 'Without them, unconfirmed uploads and the parts of unfinished uploads stay and are billed.',
  },
  needs: ['bucket'],
  async run({ operator, settings }) {
    try {
      return judgeLifecycle(rulesOf(LIFECYCLE, await readRules(LIFECYCLE, operator)), settings.oss.prefix)
    } catch (thrown) {
      if (thrown instanceof OssRefusal && thrown.action) return [unchecked(thrown.action)]
      throw thrown
    }
  },
}

function judgeLifecycle(rules: XmlElement[], prefix: string): Finding[] {
  const wanted = wantedRules(prefix)
  const found = wanted.flatMap((rule) => {
    const merged = mergeLifecycle(rules, [rule])
    if (merged.notes.length > 0) {
      return merged.notes.map((note) =>
        warning('overlapping-rule', note, { fix: NARROW, command: commandHere('setup lifecycle get') }),
      )
    }
    return merged.rules === rules ? [] : [missing(rule.action, rule.prefix, rule.days)]
  })
  return found.length > 0
    ? found
    : [
        fact(
          'present',
          'pending/ 下的对象和未完成的分片会按时清理',
          'objects under pending/ and unfinished parts are removed in time',
        ),
      ]
}

const NARROW = {
  zh: `在控制台“数据管理 → 生命周期”缩小那条规则的前缀，然后运行 ${commandHere('setup lifecycle apply')}。`,
  en: `Narrow the prefix of that rule in the console (Data Management → Lifecycle), then run ${commandHere('setup lifecycle apply')}.`,
}

const missing = (action: string, prefix: string, days: number): Finding =>
  warning(
    action === 'Expiration' ? 'no-pending-rule' : 'no-parts-rule',
    action === 'Expiration'
      ? { zh: `没有规则在 ${days} 天后清理 ${prefix}`, en: `no rule removes objects under ${prefix} after ${days} day` }
      : {
          zh: `没有规则在 ${days} 天内清理 ${prefix} 下未完成的分片`,
          en: `no rule removes unfinished parts under ${prefix} within ${days} days`,
        },
    {
      fix: {
        zh: '写入需要的规则，与已有规则合并；也可以在控制台“数据管理 → 生命周期”修改。',
        en: 'Write the rules that are needed; they are merged with the existing ones. In the console they are under Data Management → Lifecycle.',
      },
      command: commandHere('setup lifecycle apply'),
    },
  )
