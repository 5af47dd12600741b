import hmacSha256 from 'crypto-js/hmac-sha256'
import sha256 from 'crypto-js/sha256'
import type { Primitives } from '../oss-v4/primitives'
import { toBase64 } from './base64'

/** crypto-js for V4 signatures. It is imported file by file, because its index is 70 KB. */
export const cryptoJsPrimitives: Primitives<ReturnType<typeof sha256>> = {
  hmac: (key, text) => hmacSha256(text, key),
  hmacHex: (key, text) => hmacSha256(text, key).toString(),
  sha256Hex: (text) => sha256(text).toString(),
  base64: toBase64,
}
