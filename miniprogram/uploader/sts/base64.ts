/** Base64 of policies and of OSS's error header. Mini-programs have neither TextEncoder nor btoa. */
import { percentEncode } from '../oss-v4/encoding'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The UTF-8 bytes of the text, each as one character. */
export const utf8 = (text: string): string =>
  percentEncode(text).replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** Encodes the UTF-8 bytes of the text. */
export function toBase64(text: string): string {
  const bytes = utf8(text)
  let base64 = ''
  for (let i = 0; i < bytes.length; i += 3) {
    // Past the end, `charCodeAt` gives NaN, which counts as 0 here.
    const triple = (bytes.charCodeAt(i) << 16) | (bytes.charCodeAt(i + 1) << 8) | bytes.charCodeAt(i + 2)
    for (const shift of [18, 12, 6, 0]) base64 += ALPHABET[(triple >> shift) & 63]
  }
  const padding = (3 - (bytes.length % 3)) % 3
  return base64.slice(0, base64.length - padding) + '=='.slice(0, padding)
}

/** Decodes ASCII: each byte becomes one character. Decoding ends at the first character that is not in the alphabet. */
export function fromBase64(base64: string): string {
  let text = ''
  let bits = 0
  let bitCount = 0
  for (const char of base64) {
    const value = ALPHABET.indexOf(char)
    if (value < 0) break
    bits = ((bits << 6) | value) & 0xffff
    bitCount += 6
    if (bitCount < 8) continue
    bitCount -= 8
    text += String.fromCharCode((bits >> bitCount) & 0xff)
  }
  return text
}
