/** What a host key may be used for. */
export const HOST_SCOPES = ['urls', 'head'] as const

export type HostScope = (typeof HOST_SCOPES)[number]

/** A key by which the app's own backend calls this one. It may read the files of all users, so it stays on servers. */
export interface HostKey {
  /** Names the key in the log and in the metrics. */
  name: string
  /** The secret itself: 32 to 256 characters that `Authorization: Bearer` can carry. */
  key: string
  scopes: readonly HostScope[]
}

const NAME = /^[a-z][a-z0-9-]{0,31}$/
/** RFC 6750. */
const KEY = /^[\w.~+/=-]{32,256}$/
/** Random keys of 32 characters have more, also in hex. */
const LEAST_DIFFERENT = 8

/** `shop:<key>:urls+head` → its three parts, whatever they are; undefined if they are not three. */
export function splitHostKey(entry: string): HostKey | undefined {
  const [name = '', key = '', scopes, ...more] = entry.split(':').map((part) => part.trim())
  if (scopes === undefined || more.length > 0) return undefined
  return { name, key, scopes: scopes.split('+').map((scope) => scope.trim() as HostScope) }
}

/**
 * One line for each entry that has a fault. No line shows an entry, because any part of it may be the key. Two keys have
 * two names, so the log tells which key is still used, and an old one can be removed without a guess.
 * @param keys `undefined` stands for an entry that has not three parts.
 */
export const hostKeyProblems = (keys: readonly (HostKey | undefined)[]): string[] =>
  keys.flatMap((hostKey, index) => {
    const earlier = keys.slice(0, index).filter((other) => other !== undefined)
    const expected = hostKey ? expectedOf(hostKey, earlier) : 'name:key:scopes, such as shop:<key>:urls+head'
    return expected ? [`entry ${index + 1}: expected ${expected}`] : []
  })

function expectedOf({ name, key, scopes }: HostKey, earlier: readonly HostKey[]): string | undefined {
  if (!NAME.test(name)) return 'a name of at most 32 of a-z 0-9 -, which begins with a letter'
  if (key.length < 32) return `a key of at least 32 characters, got ${key.length}; openssl rand -hex 32 makes one`
  if (!KEY.test(key)) return 'a key of at most 256 letters, digits and - . _ ~ + / ='
  if (new Set(key).size < LEAST_DIFFERENT) return 'a random key; openssl rand -hex 32 makes one'
  if (scopes.length === 0 || !scopes.every((scope) => HOST_SCOPES.includes(scope))) {
    return `the scopes ${HOST_SCOPES.join('+')}, or one of them`
  }
  if (earlier.some((other) => other.name === name)) return 'a name that no other key has'
  return earlier.some((other) => other.key === key) ? 'a key that no other entry has' : undefined
}
