/** The charsets that a stored text may be labelled with. No UTF-7 and no ISO-2022: they hide markup in plain letters. */
export type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/**
 * The charset of a text, if its first bytes leave no doubt; undefined otherwise, and for plain ASCII, which every charset
 * of the list reads alike.
 * @param head the first `HEAD_BYTES` of a text, or all of it.
 */
export function charsetOf(head: Uint8Array): Charset | undefined {
  const [first, second, third] = head
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const characters = utf8Characters(head)
  if (characters !== undefined) return characters > 0 ? 'utf-8' : undefined
  return isClearlyChinese(head) ? 'gb18030' : undefined
}

/** How many characters beyond ASCII it has; undefined if it is not UTF-8. The end may cut the last character off. */
function utf8Characters(head: Uint8Array): number | undefined {
  let count = 0
  for (let at = 0; at < head.length; ) {
    const length = utf8Length(head[at] as number)
    const tail = head.subarray(at + 1, at + length)
    if (length === 0 || !tail.every((byte) => byte >> 6 === 0b10)) return undefined
    if (length > 1) count += 1
    at += length
  }
  return count
}

/** Bytes of the character that begins with this one, or 0 if none does. */
function utf8Length(byte: number): number {
  if (byte < 0x80) return 1
  if (byte < 0xc2 || byte > 0xf4) return 0
  if (byte < 0xe0) return 2
  return byte < 0xf0 ? 3 : 4
}

/**
 * Whether its pairs of bytes are those of everyday Chinese in GB 2312. Big5 and Shift-JIS have pairs outside of it, and
 * Latin letters stand alone. EUC-KR and EUC-JP have the same form, but no Korean syllable begins beyond 0xC8, where two of
 * five common Chinese characters do, and Japanese is full of kana, which begin with 0xA4 and 0xA5.
 */
function isClearlyChinese(head: Uint8Array): boolean {
  const runs = String.fromCharCode(...head).match(/[\x80-\xff]+/g) ?? []
  const pairs = runs.flatMap((run) => run.match(/.{1,2}/g) ?? [])
  // The end may cut the last character in two.
  if (pairs.slice(-1)[0]?.length === 1) pairs.pop()
  const hanzi = pairs.filter((pair) => /[\xb0-\xf7][\xa1-\xfe]/.test(pair))
  const symbols = pairs.filter((pair) => /[\xa1-\xa3][\xa1-\xfe]/.test(pair))
  const late = hanzi.filter((pair) => pair > '\xc9')
  return hanzi.length + symbols.length === pairs.length && hanzi.length >= 4 && late.length * 5 >= hanzi.length
}
