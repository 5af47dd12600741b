import { createHmac } from 'node:crypto'
import { percentEncode } from '../../http/exchange'

/** RPC signatures 1.0, as ali-oss's `OSS.STS` makes them. `parameters` are without the signature itself. */
export function rpcStringToSign(method: string, parameters: ReadonlyMap<string, string>): string {
  const pairs = [...parameters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
  return [method, percentEncode('/'), percentEncode(pairs.join('&'))].join('&')
}

/** Base64 of HMAC-SHA1. */
export const rpcSignature = (secret: string, stringToSign: string): string =>
  createHmac('sha1', `${secret}&`).update(stringToSign).digest('base64')
