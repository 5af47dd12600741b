import type { WhenNames } from '../when-words'

/** `稍后`, ` 5 分钟后`. */
export const ZH_WHEN: WhenNames = {
  vague: '稍后',
  seconds: (count) => ` ${count} 秒后`,
  minutes: (count) => ` ${count} 分钟后`,
  hours: (count) => ` ${count} 小时后`,
}
