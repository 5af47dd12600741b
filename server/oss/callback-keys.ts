import { Fault } from '../fault'

/** From a key's URL to the key, PEM. @throws Fault `callback-refused` or `cloud-unavailable`. */
export type CallbackKeys = (url: string) => Promise<string>

export interface CallbackKeysOptions {
  /** Each with its slash: without it `https://gosspublic.alicdn.com.example.com` would pass. */
  prefixes: readonly string[]
  fetch: typeof globalThis.fetch
}

/** https://help.aliyun.com/en/oss/developer-reference/callback */
export const OFFICIAL_KEY_PREFIXES = ['https://gosspublic.alicdn.com/', 'http://gosspublic.alicdn.com/']

const KEY_FILE = /^callback_pub_key_v\d{1,3}\.pem$/
const MAX_KEY_LENGTH = 8 * 1024
const TIMEOUT_MS = 3000

/** Fetches each key once. A failed fetch is not remembered. */
export function callbackKeys({ prefixes, fetch }: CallbackKeysOptions): CallbackKeys {
  const keys = new Map<string, Promise<string>>()
  return (url) => {
    const prefix = prefixes.find((allowed) => url.startsWith(allowed))
    if (!prefix || !KEY_FILE.test(url.slice(prefix.length))) return Promise.reject(new Fault('callback-refused'))
    const address = overHttps(url)
    const known = keys.get(address)
    if (known) return known
    const fetched = fetchKey(address, fetch)
    keys.set(address, fetched)
    fetched.catch(() => keys.delete(address))
    return fetched
  }
}

/** OSS names the official host by http too; a key fetched that way could be anybody's. */
const overHttps = (url: string): string => url.replace(/^http:(?=\/\/gosspublic\.alicdn\.com\/)/, 'https:')

async function fetchKey(url: string, fetch: CallbackKeysOptions['fetch']): Promise<string> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    (error: unknown) => {
      throw new Fault('cloud-unavailable', undefined, error)
    },
  )
  const text = await response.text()
  if (response.status >= 500) throw new Fault('cloud-unavailable')
  if (!response.ok || text.length > MAX_KEY_LENGTH) throw new Fault('callback-refused')
  return text
}
