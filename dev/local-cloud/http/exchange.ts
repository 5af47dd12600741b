/** HTTP without sockets: everything above `listen.ts` also runs in-process. */

export interface CloudRequest {
  method: string
  /** Path and query of the request line, not decoded, since signatures cover the bytes. */
  target: string
  /** Names in lower case, values as UTF-8 text. */
  headers: Record<string, string>
  body: AsyncIterable<Uint8Array>
  clientIp: string
}

export interface CloudAnswer {
  status: number
  /** Names as OSS writes them. */
  headers: Record<string, string>
  body: Uint8Array | AsyncIterable<Uint8Array>
}

/** `reset`: the connection is cut without an answer. */
export type Reply = CloudAnswer | 'reset'

/** Milliseconds since 1970, like `Date.now`. */
export type Clock = () => number

/** `size` random bytes. */
export type RandomBytes = (size: number) => Buffer

/** Percent-decoded names and values, in the order sent. `+` stays a plus: OSS's SDKs write a space as `%20`. */
export type Query = ReadonlyMap<string, string>

export const EMPTY = new Uint8Array(0)

export function splitTarget(target: string): { path: string; query: Query } {
  const mark = target.indexOf('?')
  if (mark < 0) return { path: target, query: new Map() }
  return { path: target.slice(0, mark), query: parseQuery(target.slice(mark + 1)) }
}

export function parseQuery(text: string): Query {
  const query = new Map<string, string>()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = equals < 0 ? pair : pair.slice(0, equals)
    query.set(percentDecode(name), equals < 0 ? '' : percentDecode(pair.slice(equals + 1)))
  }
  return query
}

/** Returns text that is not valid percent-encoding unchanged; its signature will then not match. */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** RFC 3986: encodes every byte of the UTF-8 text except `A–Z a–z 0–9 - _ . ~`. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}
