import type { Text } from '../language'

/** What somebody else's error means and what to do about it. The tables beside are data alone. */
export interface Entry {
  /** As its sender writes it: `AccessDenied`, `0006-00000228`, `600002`. */
  code: string
  /** A piece of the message, in lower case. One code may have several causes: the first entry that fits counts. */
  says?: string
  what: Text
  todo: Text
}

/** Who says it. `ec`: OSS's fine-grained codes. `wechat`: WeChat's server. `network`: this machine's own. */
export type Family = 'oss' | 'ec' | 'sts' | 'wx' | 'wechat' | 'network'

export const entry = (
  code: string | number,
  whatZh: string,
  whatEn: string,
  todoZh: string,
  todoEn: string,
): Entry => ({
  code: String(code),
  what: { zh: whatZh, en: whatEn },
  todo: { zh: todoZh, en: todoEn },
})
