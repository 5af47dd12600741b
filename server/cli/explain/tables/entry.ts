import type { Text } from '../../terminal/language'

/** What an error of OSS, STS or WeChat means, and how to fix it. The tables in this folder are data alone. */
export interface Entry {
  /** As its sender writes it: `AccessDenied`, `0006-00000228`, `600002`. */
  code: string
  /**
   * A part of the message, in lower case. One code may have several causes: the first entry whose phrase is in the
   * message is used.
   */
  phrase?: string
  what: Text
  fix: Text
}

export const entry = (code: string | number, whatZh: string, whatEn: string, fixZh: string, fixEn: string): Entry => ({
  code: String(code),
  what: { zh: whatZh, en: whatEn },
  fix: { zh: fixZh, en: fixEn },
})
