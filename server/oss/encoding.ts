import { createHash, createHmac } from 'node:crypto'

/**
 * RFC 3986: every UTF-8 byte but `A–Z a–z 0–9 - _ . ~`, in upper-case hex. `encodeURIComponent` leaves `! ' ( ) *`
 * alone and throws on half a surrogate pair, which goes through UTF-8 as U+FFFD here.
 */
export const percentEncode = (text: string): string =>
  encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8')).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** The same, with the slashes between a key's segments kept. */
export const encodePath = (path: string): string => percentEncode(path).replaceAll('%2F', '/')

/** Byte order, as OSS sorts; `localeCompare` would put `|` before `a` and ignore case. For ASCII only. */
export const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const hmacSha256 = (key: string | Uint8Array, text: string): Buffer =>
  createHmac('sha256', key).update(text, 'utf8').digest()

export const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
