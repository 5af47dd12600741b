import { HEAD_BYTES } from './head'

/** The charsets that a stored text may be labelled with. No UTF-7 and no ISO-2022: they hide markup in plain letters. */
export const CHARSETS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const

export type Charset = (typeof CHARSETS)[number]

/**
 * The charset of a text, if its first bytes leave no doubt; undefined otherwise, and for plain ASCII, which every charset
 * of the list reads alike.
 * @param head the first `HEAD_BYTES` of a text, or all of it.
 */
export function charsetOf(head: Uint8Array): Charset | undefined {
  const bytes = String.fromCharCode(...head.subarray(0, HEAD_BYTES))
  if (/^\xff\xfe/.test(bytes)) return 'utf-16le'
  if (/^\xfe\xff/.test(bytes)) return 'utf-16be'
  const characters = utf8Characters(bytes)
  if (characters !== undefined) return characters > 0 ? 'utf-8' : undefined
  return isClearlyChinese(bytes) ? 'gb18030' : undefined
}

/** How many characters beyond ASCII it has; undefined if it is not UTF-8. The end may cut the last character off. */
function utf8Characters(bytes: string): number | undefined {
  const rest = bytes.replace(UTF8, '')
  return CUT_OFF.test(rest) ? (bytes.match(/[\xc2-\xf4]/g)?.length ?? 0) - Number(rest !== '') : undefined
}

/** https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506 */
const UTF8 =
  /^(?:[\0-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3})*/

const CUT_OFF = /^(|[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})$/

/**
 * Whether its pairs of bytes are those of everyday Chinese in GB 2312. Big5 and Shift-JIS have pairs outside of it, and
 * Latin letters stand alone. EUC-KR and EUC-JP have the same form, but no Korean syllable begins beyond 0xC8, where two of
 * five common Chinese characters do, and Japanese is full of kana, which begin with 0xA4 and 0xA5.
 */
function isClearlyChinese(bytes: string): boolean {
  const pairs = bytes.match(/[\x80-\xff][\x80-\xff]?/g) ?? []
  // The end may cut the last character in two.
  if (pairs.slice(-1)[0]?.length === 1) pairs.pop()
  const hanzi = pairs.filter((pair) => /[\xb0-\xf7][\xa1-\xfe]/.test(pair))
  const symbols = pairs.filter((pair) => /[\xa1-\xa3][\xa1-\xfe]/.test(pair))
  const late = hanzi.filter((pair) => pair > '\xc9')
  return hanzi.length + symbols.length === pairs.length && hanzi.length >= 4 && late.length * 5 >= hanzi.length
}
