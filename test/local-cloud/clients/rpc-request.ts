import { createHmac } from 'node:crypto'
import type { KeyPair } from '../../../dev/local-cloud/auth/account-keys'

/**
 * The signature of RPC 1.0 as the documentation spells it, byte for byte and without the cloud's own code:
 * https://help.aliyun.com/zh/sdk/product-overview/rpc-mechanism
 */
export function signRpc(method: string, parameters: Record<string, string>, { accessKeySecret }: KeyPair): string {
  const query = formText(parameters)
  const text = `${method}&%2F&${encode(query)}`
  return createHmac('sha1', `${accessKeySecret}&`).update(text, 'utf8').digest('base64')
}

/** Sorted, and encoded as `java.net.URLEncoder` and `urllib` do it with the replacements that the SDKs add. */
export const formText = (parameters: Record<string, string>): string =>
  Object.keys(parameters)
    .sort()
    .map((name) => `${encode(name)}=${encode(parameters[name] ?? '')}`)
    .join('&')

function encode(text: string): string {
  const form = new URLSearchParams({ text }).toString().slice('text='.length)
  return form.replaceAll('+', '%20').replaceAll('*', '%2A').replaceAll('%7E', '~')
}
