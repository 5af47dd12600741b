/**
 * What a V4 signature needs of a platform's libraries: node:crypto and Buffer on a server, crypto-js on a phone, which
 * has neither Buffer nor WebCrypto. All texts are read as UTF-8.
 *
 * A `Digest` is bytes in the library's own form, which only the same library reads. So they are never copied.
 */
export interface Primitives<Digest> {
  /** HMAC-SHA256. */
  hmac: (key: string | Digest, text: string) => Digest
  /** HMAC-SHA256 in lower-case hex. */
  hmacHex: (key: string | Digest, text: string) => string
  /** SHA-256 in lower-case hex. */
  sha256Hex: (text: string) => string
  /** Base64 with padding. */
  base64: (text: string) => string
}
