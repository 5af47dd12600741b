import type { Device } from './device'

/** Headers a mini-program cannot set: the client drops or overwrites them. */
const FIXED = ['referer', 'user-agent', 'host', 'content-length', 'connection', 'transfer-encoding']

/** What goes out: the client's own headers, under the caller's, under those that are fixed. Names in lower case. */
export function sentHeaders(
  own: Record<string, string>,
  callers: Record<string, string> | undefined,
  { traits, referer }: Device,
): Record<string, string> {
  const headers = { ...own }
  for (const [name, value] of Object.entries(callers ?? {})) {
    const lower = name.toLowerCase()
    if (!FIXED.includes(lower)) headers[lower] = String(value)
  }
  return { ...headers, 'user-agent': traits.userAgent, referer }
}
