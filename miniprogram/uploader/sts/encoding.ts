/** Text as URLs, policies and OSS's error header carry it: mini-programs have neither TextEncoder nor btoa. */

/**
 * RFC 3986: every UTF-8 byte but `A–Z a–z 0–9 - _ . ~`, in upper-case hex. `encodeURIComponent` leaves `! ' ( ) *`
 * alone and throws on half a surrogate pair, which goes through UTF-8 as U+FFFD.
 */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text.replace(SURROGATES, (found) => (found.length === 2 ? found : '\ufffd'))).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** Whole pairs first, so that only halves are left for the second branch. */
const SURROGATES = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g

/** The same, with the slashes between a key's segments kept. */
export const encodePath = (path: string): string => percentEncode(path).replace(/%2F/g, '/')

/** Byte order, as OSS sorts; for ASCII only. */
export const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export function utf8(text: string): number[] {
  const bytes: number[] = []
  const encoded = percentEncode(text)
  for (let i = 0; i < encoded.length; i += 1) {
    const isEscape = encoded[i] === '%'
    bytes.push(isEscape ? Number.parseInt(encoded.slice(i + 1, i + 3), 16) : encoded.charCodeAt(i))
    if (isEscape) i += 2
  }
  return bytes
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Of the text's UTF-8 bytes. */
export function toBase64(text: string): string {
  const bytes = utf8(text)
  let base64 = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const triple = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (const shift of [18, 12, 6, 0]) base64 += ALPHABET[(triple >> shift) & 63]
  }
  const padding = (3 - (bytes.length % 3)) % 3
  return base64.slice(0, base64.length - padding) + '=='.slice(0, padding)
}

/** One character a byte: for ASCII. Whatever is not base64 ends it. */
export function fromBase64(base64: string): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const char of base64) {
    const value = ALPHABET.indexOf(char)
    if (value < 0) break
    bits = ((bits << 6) | value) & 0xffff
    held += 6
    if (held < 8) continue
    held -= 8
    text += String.fromCharCode((bits >> held) & 0xff)
  }
  return text
}
