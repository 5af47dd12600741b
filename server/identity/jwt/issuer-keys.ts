import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose'
import { fetchText } from '../../outbound/fetch-text'

const DEADLINE_MS = 2000
const MOST_BYTES = 256 * 1024
/** The longest time that a withdrawn key is still accepted. A new key is fetched with its first token. */
const MAX_AGE_MS = 10 * 60_000
/** Tokens with invented key ids cause at most one request to the issuer in this time. */
const COOLDOWN_MS = 30_000
/** How long the last keys are used while the issuer cannot be reached. */
const MAX_STALE_MS = 24 * 60 * 60_000

export interface IssuerKeys {
  key: JWTVerifyGetKey
  /** Whether a token has a key that may be new, and the issuer cannot be asked. */
  isUnknown(error: unknown): boolean
}

/** The public keys at a URL. While it does not answer with keys, those that it had are still used. */
export function issuerKeys(url: string, fetch?: typeof globalThis.fetch): IssuerKeys {
  let last: { text: string; at: number } | undefined
  let isStale = false

  const fetchKeys = async (): Promise<string> => {
    const limits = { deadlineMs: DEADLINE_MS, mostBytes: MOST_BYTES }
    const { status, text } = await fetchText(url, { fetch, headers: { accept: 'application/json' }, ...limits })
    if (status !== 200) throw new Error(`expected keys, got status ${status}`)
    // Throws if the text is no set of keys.
    createLocalJWKSet(JSON.parse(text))
    return text
  }

  const keysOrLast = async (): Promise<string> => {
    try {
      last = { text: await fetchKeys(), at: performance.now() }
      isStale = false
    } catch (error) {
      isStale = true
      if (!last || performance.now() - last.at > MAX_STALE_MS) throw error
    }
    return last.text
  }

  return {
    key: createRemoteJWKSet(new URL(url), {
      cacheMaxAge: MAX_AGE_MS,
      cooldownDuration: COOLDOWN_MS,
      [customFetch]: async () => new Response(await keysOrLast()),
    }),
    isUnknown: (error) => isStale && error instanceof errors.JWKSNoMatchingKey,
  }
}
