/**
 * RFC 3986: every UTF-8 byte but `A–Z a–z 0–9 - _ . ~`, in upper-case hex. `encodeURIComponent` does not encode
 * `! ' ( ) *`, and throws on half of a surrogate pair, which becomes U+FFFD here, as it does in UTF-8.
 */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text.replace(SURROGATES, (found) => (found.length === 2 ? found : '\ufffd'))).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** The first branch takes whole pairs, so the second finds only halves. */
const SURROGATES = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g

/** The same, but a key keeps the slashes between its segments. */
export const encodePath = (path: string): string => percentEncode(path).replace(/%2F/g, '/')

/** @param origin scheme and host under which the bucket is addressed, such as `https://files.example.com`. */
export const objectUrl = (origin: string, key: string): string => `${origin}/${encodePath(key)}`
