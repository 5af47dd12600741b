/**
 * Whether OSS sent this callback. It proves *some* bucket of OSS, not ours: the signature covers path, query and body,
 * and a body may be made of constants. So nothing in it is believed but the sealed `upload`.
 * https://help.aliyun.com/en/oss/developer-reference/callback
 */
import { verify } from 'node:crypto'
import { Fault } from '../../http/fault'
import type { CallbackKeys } from './callback-keys'

export interface SignedCallback {
  /** As OSS was told to call it, still percent-encoded. */
  path: string
  /** With its `?`, or empty. */
  query: string
  /** Raw: what a parser made of it cannot be verified. */
  body: Uint8Array
  /** Base64. */
  authorization: string
  /** `x-oss-pub-key-url`: base64 of a URL. */
  keyUrl: string
}

/** @throws Fault `callback-refused`; `cloud-unavailable` when the key cannot be fetched. */
export async function verifyCallback(callback: SignedCallback, keys: CallbackKeys): Promise<void> {
  const pem = await keys(Buffer.from(callback.keyUrl, 'base64').toString('utf8'))
  if (!isSigned(callback, pem)) throw new Fault('callback-refused')
}

/** RSA with MD5 is OSS's choice; a FIPS build of OpenSSL refuses it. */
export function isSigned(callback: SignedCallback, pem: string): boolean {
  try {
    return verify('RSA-MD5', bytesToVerify(callback), pem, Buffer.from(callback.authorization, 'base64'))
  } catch {
    return false
  }
}

export const bytesToVerify = ({ path, query, body }: SignedCallback): Buffer =>
  Buffer.concat([Buffer.from(`${decodeURIComponent(path)}${query}\n`, 'utf8'), body])
