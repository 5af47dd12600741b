/** All of crypto-js that is used, by deep imports: its index is 70 KB. Mini-programs have no WebCrypto. */
import hmac from 'crypto-js/hmac-sha256'
import sha256 from 'crypto-js/sha256'

/** Bytes, as crypto-js has them. */
export type Digest = ReturnType<typeof sha256>

/** Texts are taken as UTF-8. */
export const hmacSha256 = (key: string | Digest, text: string): Digest => hmac(text, key)

export const sha256Hex = (text: string): string => sha256(text).toString()

/** Lower case. */
export const hexOf = (digest: Digest): string => digest.toString()
