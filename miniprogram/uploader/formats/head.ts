/** As much of a file as its media type is judged by, bytes: the same on the phone and in the backend. */
export const HEAD_BYTES = 4096

/** The first bytes of a file, and whether they may be text. */
export interface Head {
  /** One character per byte, without a byte order mark of UTF-8. */
  bytes: string
  /** Hardly any byte is a control character, or there is a byte order mark of UTF-16. */
  isText: boolean
  /** No byte is a control character: then a beginning that is made of letters proves nothing. */
  isPureText: boolean
}

/** A log that was cut off by a crash may hold some NULs. One control character in so many bytes is still a text. */
const BYTES_PER_CONTROL = 128
/** With one more control character than any head may have, the rest needs no count. */
const ENOUGH_PIECES = HEAD_BYTES / BYTES_PER_CONTROL + 2

export function readHead(head: Uint8Array): Head {
  // `apply` reads a typed array as it reads any other, in a seventh of the time that spreading one takes.
  const bytes = String.fromCharCode.apply(null, head.slice(0, HEAD_BYTES) as never).replace(/^\xef\xbb\xbf/, '')
  const controls = /^\xff\xfe|^\xfe\xff/.test(bytes) ? 0 : bytes.split(CONTROLS, ENOUGH_PIECES).length - 1
  return { bytes, isText: controls * BYTES_PER_CONTROL <= bytes.length, isPureText: !controls }
}

/** Text has tabs, line ends and form feeds, the BS and ESC of terminals, and the ^Z of DOS. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
const CONTROLS = /[\0-\x07\x0b\x0e-\x19\x1c-\x1f\x7f]/

/** Whether the bytes match one of the table's beginnings. */
export function beginsAs(beginning: string, { bytes, isText, isPureText }: Head): boolean {
  if (/text/.test(beginning) && isText) return true
  // A note may begin with BMW, MZ or GIF too, and have `moov` in it.
  if (!beginning || (isPureText && /^[^{%(\\]/.test(beginning))) return false
  return RegExp(`^(${beginning})`, 's').test(bytes)
}
