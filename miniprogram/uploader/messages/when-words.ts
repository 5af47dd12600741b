/**
 * When to try again: `in 90 s`, ` 5 分钟后`. Rounded up, because an earlier try would be refused again.
 * @param seconds as the backend gives them; without them the words are vague
 */
export function whenWords(seconds: string | number | undefined, locale: 'zh' | 'en'): string {
  const wait = Number(seconds)
  if (!(wait > 0)) return locale === 'zh' ? '稍后' : 'in a moment'
  if (wait < 2 * MINUTE) return locale === 'zh' ? ` ${Math.ceil(wait)} 秒后` : `in ${Math.ceil(wait)} s`
  const minutes = Math.ceil(wait / MINUTE)
  if (minutes < 2 * MINUTE) return locale === 'zh' ? ` ${minutes} 分钟后` : `in ${minutes} min`
  const hours = Math.ceil(minutes / MINUTE)
  return locale === 'zh' ? ` ${hours} 小时后` : `in ${hours} h`
}

/** Seconds; and an hour has as many minutes. */
const MINUTE = 60
