import { Fault } from '../../faults/fault'
import { fetchText } from '../../outbound/fetch-text'

/** From a key's URL to the key in PEM. @throws Fault `callback-refused` or `cloud-unavailable`. */
export type CallbackKeys = (url: string) => Promise<string>

export interface CallbackKeysOptions {
  /** Each ends with a slash; otherwise `https://gosspublic.alicdn.com.example.com` would be accepted. */
  prefixes: readonly string[]
  fetch: typeof globalThis.fetch
  /** ms. */
  now?: () => number
}

/** https://help.aliyun.com/en/oss/developer-reference/callback */
export const OFFICIAL_KEY_PREFIXES = ['https://gosspublic.alicdn.com/', 'http://gosspublic.alicdn.com/']

const KEY_FILE = /^callback_pub_key_v\d{1,3}\.pem$/
const MAX_KEY_LENGTH = 8 * 1024
const MAX_ANSWER_BYTES = 64 * 1024
const DEADLINE_MS = 3000
const MAX_FETCHING = 4
const REFUSED_MS = 60_000
const MAX_REFUSED = 1000

/**
 * Fetches each key once. Anyone can send a callback and name a key in it, so a missing key is not fetched again for a
 * minute, and only a few keys are fetched at a time; beyond that, `cloud-unavailable`.
 */
export function callbackKeys({ prefixes, fetch, now = Date.now }: CallbackKeysOptions): CallbackKeys {
  const keys = new Map<string, Promise<string>>()
  const refusedUntil = new Map<string, number>()
  let fetching = 0

  const fetchOnce = (address: string): Promise<string> => {
    fetching += 1
    const fetched = fetchKey(address, fetch).finally(() => {
      fetching -= 1
    })
    keys.set(address, fetched)
    fetched.catch((error: unknown) => {
      keys.delete(address)
      if (error instanceof Fault && error.code === 'callback-refused') {
        if (refusedUntil.size >= MAX_REFUSED) refusedUntil.clear()
        refusedUntil.set(address, now() + REFUSED_MS)
      }
    })
    return fetched
  }

  return async (url) => {
    const prefix = prefixes.find((allowed) => url.startsWith(allowed))
    if (!prefix || !KEY_FILE.test(url.slice(prefix.length))) throw new Fault('callback-refused')
    const address = withHttps(url)
    const known = keys.get(address)
    if (known) return known
    if ((refusedUntil.get(address) ?? 0) > now()) throw new Fault('callback-refused')
    if (fetching >= MAX_FETCHING) throw new Fault('cloud-unavailable')
    return fetchOnce(address)
  }
}

/** OSS also names the official host by http, but a key that is fetched over http may be forged on the way. */
const withHttps = (url: string): string => url.replace(/^http:(?=\/\/gosspublic\.alicdn\.com\/)/, 'https:')

async function fetchKey(url: string, fetch: CallbackKeysOptions['fetch']): Promise<string> {
  const limits = { deadlineMs: DEADLINE_MS, mostBytes: MAX_ANSWER_BYTES }
  const { status, text } = await fetchText(url, { fetch, ...limits }).catch((error: unknown) => {
    throw new Fault('cloud-unavailable', undefined, error)
  })
  if (status >= 500 || (status >= 300 && status < 400)) throw new Fault('cloud-unavailable')
  if (status !== 200 || text.length > MAX_KEY_LENGTH) throw new Fault('callback-refused')
  return text
}
