import { createHmac } from 'node:crypto'
import { percentEncode } from '../../http/exchange'

/** RPC signatures 1.0, as in ali-oss's `OSS.STS`. `parameters` are without the signature. */
export function rpcStringToSign(method: string, parameters: ReadonlyMap<string, string>): string {
  const pairs = [...parameters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
  return [method, percentEncode('/'), percentEncode(pairs.join('&'))].join('&')
}

/** Base64 of the HMAC-SHA1. */
export const rpcSignature = (secret: string, stringToSign: string): string =>
  createHmac('sha1', `${secret}&`).update(stringToSign).digest('base64')
