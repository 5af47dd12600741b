/**
 * Verifies that OSS sent a callback. The signature proves that *some* bucket of OSS sent it, not that ours did: it covers
 * path, query and body, and the owner of any bucket chooses the body. So the backend trusts only the sealed `upload`.
 * https://help.aliyun.com/en/oss/developer-reference/callback
 */
import { verify } from 'node:crypto'
import { Fault } from '../../faults/fault'
import type { CallbackKeys } from './callback-keys'

export interface SignedCallback {
  /** The path that the callback URL names, still percent-encoded. */
  path: string
  /** Begins with `?`, or is empty. */
  query: string
  /** The raw bytes: a parsed body cannot be verified. */
  body: Uint8Array
  /** Base64. */
  authorization: string
  /** `x-oss-pub-key-url`: base64 of a URL. */
  keyUrl: string
}

/** @throws Fault `callback-refused`; `cloud-unavailable` if the key cannot be fetched. */
export async function verifyCallback(callback: SignedCallback, keys: CallbackKeys): Promise<void> {
  const pem = await keys(Buffer.from(callback.keyUrl, 'base64').toString('utf8'))
  if (!isSigned(callback, pem)) throw new Fault('callback-refused')
}

/** OSS signs by RSA with MD5, which a FIPS build of OpenSSL refuses. */
export function isSigned(callback: SignedCallback, pem: string): boolean {
  try {
    return verify('RSA-MD5', bytesToVerify(callback), pem, Buffer.from(callback.authorization, 'base64'))
  } catch {
    return false
  }
}

export const bytesToVerify = ({ path, query, body }: SignedCallback): Buffer =>
  Buffer.concat([Buffer.from(`${decodeURIComponent(path)}${query}\n`, 'utf8'), body])
